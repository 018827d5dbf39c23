package io.github.pullresponder.cluster;

import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster as Resource Graph lists it: enough to know which clusters a change concerns. Resource Graph can be minutes old.
 *
 * @param subnets of its node pools; empty where AKS made the network itself, in the node resource group
 * @param outboundType such as {@code loadBalancer} or {@code userDefinedRouting}; empty if Azure does not return it
 * @param logWorkspace the Log Analytics workspace Container Insights writes to
 * @param kubeletObjectId the object id of the managed identity its nodes pull with
 * @param servicePrincipalClientId set where the cluster runs on a service principal instead of managed identities
 */
public record ClusterEntry(
        ResourceId id,
        String location,
        String nodeResourceGroup,
        Set<ResourceId> subnets,
        String outboundType,
        Optional<ResourceId> logWorkspace,
        Optional<String> kubeletObjectId,
        Optional<String> servicePrincipalClientId) {
    public ClusterEntry {
        subnets = Set.copyOf(subnets);
    }
}
