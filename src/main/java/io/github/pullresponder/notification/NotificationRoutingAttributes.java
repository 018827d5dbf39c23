package io.github.pullresponder.notification;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The properties of a notification that select its channels.
 *
 * @param cluster its cluster; absent if it is about several
 * @param namespaces the namespaces of its pods, as far as they are known
 * @param causes the ids of its causes, or the symptom if no cause is known; empty if it is about none
 * @param onlyChannels the ids of the channels that it is limited to, such as those that were notified of a resolved incident; empty
 *     for all channels
 */
public record NotificationRoutingAttributes(
        Optional<ResourceId> cluster, Set<String> namespaces, List<String> causes, Set<String> onlyChannels) {
    public NotificationRoutingAttributes {
        namespaces = Set.copyOf(namespaces);
        causes = List.copyOf(causes);
        onlyChannels = Set.copyOf(onlyChannels);
    }

    boolean includes(NotificationChannel channel) {
        return onlyChannels.isEmpty() || onlyChannels.contains(channel.id());
    }
}
