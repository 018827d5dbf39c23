package io.github.pullresponder.registry;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/**
 * The health of a registry as reported by Azure Resource Health.
 *
 * @param availability {@code Available}, {@code Degraded}, {@code Unavailable} or {@code Unknown}
 * @param summary Azure's own text
 */
public record RegistryResourceHealth(ResourceId registry, String availability, Optional<String> summary) {
    private static final String AVAILABLE = "Available";

    public boolean isAvailable() {
        return availability.equalsIgnoreCase(AVAILABLE);
    }

    /** Returns true if Azure reports a fault. {@code Unknown} is not a fault. */
    public boolean isUnhealthy() {
        return availability.equalsIgnoreCase("Unavailable") || availability.equalsIgnoreCase("Degraded");
    }

    public FactSource source() {
        return FactSource.armList(registry, "Microsoft.ResourceHealth/availabilityStatuses/current");
    }
}
