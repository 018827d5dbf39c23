package io.github.pullresponder.evidence.azure;

import io.github.pullresponder.resource.ResourceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The clients of one service, one per subscription. Each consists of a dozen objects and is created once.
 *
 * <p>They are the clients of the service, not of its manager, which also creates those of resources and of the directory.
 */
final class ClientPerSubscription<C> {
    private final Function<String, C> make;
    private final Map<String, C> clients = new ConcurrentHashMap<>();

    /** @param make creates the client of a subscription */
    ClientPerSubscription(Function<String, C> make) {
        this.make = make;
    }

    C of(ResourceId resource) {
        return clients.computeIfAbsent(resource.subscription(), make);
    }
}
