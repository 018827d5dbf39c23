package io.github.pullresponder.evidence.azure;

import io.github.pullresponder.cluster.ClusterEntry;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster as a row of Resource Graph, which hands properties over as they were last written: keys differ in letter case
 * ({@code omsagent}, {@code omsAgent}), and what was never set is not there.
 */
record ClusterRow(Map<String, Object> row) {
    static final String QUERY = "resources | where type =~ 'microsoft.containerservice/managedclusters'"
            + " | project id, location, nodeResourceGroup = properties.nodeResourceGroup,"
            + " network = properties.networkProfile, pools = properties.agentPoolProfiles,"
            + " addons = properties.addonProfiles, identities = properties.identityProfile,"
            + " principal = properties.servicePrincipalProfile | order by id asc";

    private static final String MANAGED_IDENTITY = "msi";

    ClusterEntry asEntry() {
        var addon = part(part(row, "addons"), "omsagent");
        return new ClusterEntry(
                ResourceId.parse(text(row, "id").orElseThrow()),
                text(row, "location").orElse(""),
                text(row, "nodeResourceGroup").orElse(""),
                subnets(),
                text(part(row, "network"), "outboundType").orElse(""),
                text(part(addon, "config"), "logAnalyticsWorkspaceResourceID")
                        .filter(it -> Boolean.TRUE.equals(addon.get("enabled")))
                        .map(ResourceId::parse),
                text(part(part(row, "identities"), "kubeletidentity"), "objectId"),
                text(part(row, "principal"), "clientId").filter(id -> !id.equalsIgnoreCase(MANAGED_IDENTITY)));
    }

    private Set<ResourceId> subnets() {
        var pools = row.get("pools") instanceof List<?> list ? list : List.of();
        return pools.stream()
                .flatMap(pool -> pool instanceof Map<?, ?> map ? Stream.of(map) : Stream.empty())
                .flatMap(pool -> text(pool, "vnetSubnetID").stream())
                .map(ResourceId::parse)
                .collect(Collectors.toSet());
    }

    private static Map<?, ?> part(Map<?, ?> of, String key) {
        return value(of, key)
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(Map.class::cast)
                .orElse(Map.of());
    }

    private static Optional<String> text(Map<?, ?> of, String key) {
        return value(of, key)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(it -> !it.isEmpty());
    }

    private static Optional<Object> value(Map<?, ?> of, String key) {
        return of.entrySet().stream()
                .filter(entry -> key.equalsIgnoreCase(String.valueOf(entry.getKey())) && entry.getValue() != null)
                .<Object>map(Map.Entry::getValue)
                .findFirst();
    }
}
