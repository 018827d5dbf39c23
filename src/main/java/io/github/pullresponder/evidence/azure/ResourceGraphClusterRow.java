package io.github.pullresponder.evidence.azure;

import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.resource.ResourceId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A cluster as a row of Resource Graph. */
record ResourceGraphClusterRow(Map<String, Object> row) {
    static final String QUERY = "resources | where type =~ 'microsoft.containerservice/managedclusters'"
            + " | project id, location, nodeResourceGroup = properties.nodeResourceGroup,"
            + " network = properties.networkProfile, pools = properties.agentPoolProfiles,"
            + " addons = properties.addonProfiles, identities = properties.identityProfile,"
            + " principal = properties.servicePrincipalProfile | order by id asc";

    private static final String MANAGED_IDENTITY = "msi";

    ResourceGraphCluster asEntry() {
        var addon = UntypedJsonReader.at(row, "addons", "omsagent").orElse(Map.of());
        return new ResourceGraphCluster(
                UntypedJsonReader.id(row, "id").orElseThrow(),
                UntypedJsonReader.text(row, "location").orElse(""),
                UntypedJsonReader.text(row, "nodeResourceGroup").orElse(""),
                subnets(),
                UntypedJsonReader.text(row, "network", "outboundType").orElse(""),
                UntypedJsonReader.id(addon, "config", "logAnalyticsWorkspaceResourceID")
                        .filter(workspace ->
                                UntypedJsonReader.at(addon, "enabled").equals(Optional.of(true))),
                UntypedJsonReader.text(row, "identities", "kubeletidentity", "objectId"),
                UntypedJsonReader.text(row, "principal", "clientId")
                        .filter(id -> !id.equalsIgnoreCase(MANAGED_IDENTITY)));
    }

    private Set<ResourceId> subnets() {
        return UntypedJsonReader.items(row, "pools")
                .flatMap(pool -> UntypedJsonReader.id(pool, "vnetSubnetID").stream())
                .collect(Collectors.toSet());
    }
}
