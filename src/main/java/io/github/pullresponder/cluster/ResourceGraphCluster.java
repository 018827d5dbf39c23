package io.github.pullresponder.cluster;

import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster in Resource Graph, with the properties that show if a change affects it. Resource Graph can be minutes out of date.
 *
 * @param subnets the subnets of its node pools; empty if AKS created the network, in the node resource group
 * @param outboundType such as {@code loadBalancer} or {@code userDefinedRouting}; empty if Azure does not return it
 * @param logWorkspace the Log Analytics workspace of Container Insights
 * @param kubeletObjectId the object id of the managed identity with which its nodes pull
 * @param servicePrincipalClientId present if the cluster uses a service principal instead of managed identities
 */
public record ResourceGraphCluster(
        ResourceId id,
        String location,
        String nodeResourceGroup,
        Set<ResourceId> subnets,
        String outboundType,
        Optional<ResourceId> logWorkspace,
        Optional<String> kubeletObjectId,
        Optional<String> servicePrincipalClientId) {
    public ResourceGraphCluster {
        subnets = Set.copyOf(subnets);
    }
}
