package io.github.pullresponder.network;

import io.github.pullresponder.resource.AzureRegionNameComparer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A service tag, with or without a region: {@code AzureCloud}, {@code Storage.WestEurope}, {@code AzureCloud.germanywc}.
 *
 * @param region the region's name in ARM; absent for all regions
 */
record ServiceTag(String name, Optional<String> region) {
    /**
     * Regions with other names in tags. Source: "Virtual network service tags"; the last three are in the file of "Azure IP
     * Ranges and Service Tags" only.
     */
    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("centralfrance", "francecentral"),
            Map.entry("southfrance", "francesouth"),
            Map.entry("germanywc", "germanywestcentral"),
            Map.entry("germanyn", "germanynorth"),
            Map.entry("norwaye", "norwayeast"),
            Map.entry("norwayw", "norwaywest"),
            Map.entry("switzerlandn", "switzerlandnorth"),
            Map.entry("switzerlandw", "switzerlandwest"),
            Map.entry("usstagee", "eastusstg"),
            Map.entry("usstagec", "southcentralusstg"),
            Map.entry("brazilse", "brazilsoutheast"),
            Map.entry("brazilne", "brazilnortheast"),
            Map.entry("chilec", "chilecentral"));

    static ServiceTag of(String text) {
        var dot = text.indexOf('.');
        return dot < 0
                ? new ServiceTag(text, Optional.empty())
                : new ServiceTag(text.substring(0, dot), Optional.of(regionOf(text.substring(dot + 1))));
    }

    private static String regionOf(String written) {
        return IRREGULAR.getOrDefault(written.toLowerCase(Locale.ROOT), written);
    }

    boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }

    boolean isOf(String location) {
        return region.filter(named -> AzureRegionNameComparer.areSame(named, location))
                .isPresent();
    }
}
