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
        var addon = UntypedJson.at(row, "addons", "omsagent").orElse(Map.of());
        return new ResourceGraphCluster(
                UntypedJson.id(row, "id").orElseThrow(),
                UntypedJson.text(row, "location").orElse(""),
                UntypedJson.text(row, "nodeResourceGroup").orElse(""),
                subnets(),
                UntypedJson.text(row, "network", "outboundType").orElse(""),
                UntypedJson.id(addon, "config", "logAnalyticsWorkspaceResourceID")
                        .filter(workspace -> UntypedJson.at(addon, "enabled").equals(Optional.of(true))),
                UntypedJson.text(row, "identities", "kubeletidentity", "objectId"),
                UntypedJson.text(row, "principal", "clientId").filter(id -> !id.equalsIgnoreCase(MANAGED_IDENTITY)));
    }

    private Set<ResourceId> subnets() {
        return UntypedJson.items(row, "pools")
                .flatMap(pool -> UntypedJson.id(pool, "vnetSubnetID").stream())
                .collect(Collectors.toSet());
    }
}
