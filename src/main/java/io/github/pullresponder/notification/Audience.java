package io.github.pullresponder.notification;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What decides which channels get a notification.
 *
 * @param cluster the cluster it is about; absent where it is about several
 * @param namespaces those of the pods it is about, as far as they are known
 * @param causes the ids of its causes; the symptom where no cause is known; empty where it is about none in particular
 * @param onlyChannels the ids of the only channels it is for, such as those that were notified of what is over now; empty where
 *     it is for all
 */
public record Audience(
        Optional<ResourceId> cluster, Set<String> namespaces, List<String> causes, Set<String> onlyChannels) {
    public Audience {
        namespaces = Set.copyOf(namespaces);
        causes = List.copyOf(causes);
        onlyChannels = Set.copyOf(onlyChannels);
    }

    boolean includes(Channel channel) {
        return onlyChannels.isEmpty() || onlyChannels.contains(channel.id());
    }
}
