package io.github.pullresponder.registry;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/**
 * What Azure Resource Health says of a registry.
 *
 * @param availability {@code Available}, {@code Degraded}, {@code Unavailable} or {@code Unknown}
 * @param summary Azure's own words for it
 */
public record RegistryHealth(ResourceId registry, String availability, Optional<String> summary) {
    private static final String AVAILABLE = "Available";

    public boolean isAvailable() {
        return availability.equalsIgnoreCase(AVAILABLE);
    }

    /** Whether Azure says that it does not work as it should. {@code Unknown} says nothing. */
    public boolean isUnhealthy() {
        return availability.equalsIgnoreCase("Unavailable") || availability.equalsIgnoreCase("Degraded");
    }

    public Source source() {
        return Source.armList(registry, "Microsoft.ResourceHealth/availabilityStatuses/current");
    }
}
