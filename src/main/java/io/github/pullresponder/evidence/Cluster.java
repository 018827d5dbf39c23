package io.github.pullresponder.evidence;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An AKS cluster, as far as pulling images goes.
 *
 * @param tenantId the Entra tenant of its identity, or, without managed identity, the one its users sign in to
 * @param kubeletIdentity the managed identity its nodes pull with
 * @param servicePrincipalClientId set where the cluster runs on a service principal instead of managed identities
 * @param controlPlanePrincipalIds object ids of the identity the control plane uses; they never pull
 * @param logWorkspace the Log Analytics workspace Container Insights writes to
 */
public record Cluster(
        ResourceId id,
        Optional<String> tenantId,
        Optional<ManagedIdentity> kubeletIdentity,
        Optional<String> servicePrincipalClientId,
        Set<String> controlPlanePrincipalIds,
        String nodeResourceGroup,
        List<NodePool> nodePools,
        Optional<ResourceId> logWorkspace) {

    public Cluster {
        controlPlanePrincipalIds = Set.copyOf(controlPlanePrincipalIds);
        nodePools = List.copyOf(nodePools);
    }

    public String name() {
        return id.name();
    }

    public Source source() {
        return Source.arm(id);
    }

    /** A user-assigned managed identity, as the cluster's {@code identityProfile} names it. */
    public record ManagedIdentity(ResourceId id, String clientId, String objectId) {
        public String name() {
            return id.name();
        }
    }

    /**
     * One entry of {@code agentPoolProfiles}.
     *
     * @param nodeImage such as {@code AKSUbuntu-2204gen2containerd-202610.15.0}
     */
    public record NodePool(String name, Optional<String> kubernetesVersion, Optional<String> nodeImage) {}
}
