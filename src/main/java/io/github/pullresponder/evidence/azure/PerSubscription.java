package io.github.pullresponder.evidence.azure;

import io.github.pullresponder.resource.ResourceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The clients of one service: each subscription has its own, of a dozen parts, so it is made once.
 *
 * <p>They are the service's own and not its manager's: a manager makes those of resources and of the directory too.
 */
final class PerSubscription<C> {
    private final Function<String, C> make;
    private final Map<String, C> clients = new ConcurrentHashMap<>();

    /** @param make the client of a subscription */
    PerSubscription(Function<String, C> make) {
        this.make = make;
    }

    C of(ResourceId resource) {
        return clients.computeIfAbsent(resource.subscription(), make);
    }
}
