package io.github.pullresponder.evidence.azure;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import io.github.pullresponder.evidence.ResourceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The clients of one service: each subscription has its own, of up to a hundred parts, so it is made once. */
final class PerSubscription<C> {
    private final AzureEnvironment environment;
    private final Function<AzureProfile, C> make;
    private final Map<String, C> clients = new ConcurrentHashMap<>();

    PerSubscription(AzureEnvironment environment, Function<AzureProfile, C> make) {
        this.environment = environment;
        this.make = make;
    }

    C of(ResourceId resource) {
        return clients.computeIfAbsent(
                resource.subscription(), subscription -> make.apply(new AzureProfile(null, subscription, environment)));
    }
}
