package io.github.pullresponder.cluster;

import io.github.pullresponder.image.Platform;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An AKS cluster, with the properties that matter to image pulls.
 *
 * @param tenantId the Entra tenant of its identity; without managed identity, the tenant of its users
 * @param kubeletIdentity the managed identity with which its nodes pull
 * @param servicePrincipalClientId present if the cluster uses a service principal instead of managed identities
 * @param controlPlanePrincipalIds object ids of the control plane's identity, which never pulls
 * @param location its region
 * @param network its egress
 * @param logWorkspace the Log Analytics workspace of Container Insights
 * @param autoProvisionsNodes true if it creates machines outside of its node pools when pods need them
 */
public record Cluster(
        ResourceId id,
        String location,
        Optional<String> tenantId,
        Optional<ManagedIdentity> kubeletIdentity,
        Optional<String> servicePrincipalClientId,
        Set<String> controlPlanePrincipalIds,
        String nodeResourceGroup,
        List<NodePool> nodePools,
        NetworkProfile network,
        Optional<ResourceId> logWorkspace,
        boolean autoProvisionsNodes) {

    public Cluster {
        controlPlanePrincipalIds = Set.copyOf(controlPlanePrincipalIds);
        nodePools = List.copyOf(nodePools);
    }

    /** A cluster without node auto-provisioning. */
    public Cluster(
            ResourceId id,
            String location,
            Optional<String> tenantId,
            Optional<ManagedIdentity> kubeletIdentity,
            Optional<String> servicePrincipalClientId,
            Set<String> controlPlanePrincipalIds,
            String nodeResourceGroup,
            List<NodePool> nodePools,
            NetworkProfile network,
            Optional<ResourceId> logWorkspace) {
        this(
                id,
                location,
                tenantId,
                kubeletIdentity,
                servicePrincipalClientId,
                controlPlanePrincipalIds,
                nodeResourceGroup,
                nodePools,
                network,
                logWorkspace,
                false);
    }

    public String name() {
        return id.name();
    }

    public FactSource source() {
        return FactSource.arm(id);
    }

    public ResourceId nodeResourceGroupId() {
        return id.resourceGroupNamed(nodeResourceGroup);
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
     * @param subnet absent if AKS created the network
     * @param isScaleSet true if its nodes are instances of a scale set; otherwise each is a separate virtual machine
     * @param coreDnsDomains the domains that LocalDNS on its nodes forwards to the cluster's CoreDNS instead of the network's DNS servers
     */
    public record NodePool(
            String name,
            Optional<String> kubernetesVersion,
            Optional<String> nodeImage,
            Optional<ResourceId> subnet,
            boolean isScaleSet,
            NodePublicIpSettings publicAddresses,
            List<String> coreDnsDomains) {

        public NodePool {
            coreDnsDomains = List.copyOf(coreDnsDomains);
        }

        /**
         * The public addresses of nodes ({@code enableNodePublicIP}).
         *
         * @param prefix {@code nodePublicIPPrefixID}: the prefix of the addresses, if they are all from one prefix
         */
        public record NodePublicIpSettings(boolean ofEachNode, Optional<ResourceId> prefix) {
            public static final NodePublicIpSettings NONE = new NodePublicIpSettings(false, Optional.empty());
        }

        /** A pool whose nodes are instances of a scale set. */
        public NodePool(
                String name,
                Optional<String> kubernetesVersion,
                Optional<String> nodeImage,
                Optional<ResourceId> subnet) {
            this(name, kubernetesVersion, nodeImage, subnet, true);
        }

        /** A pool whose nodes have no public addresses. */
        public NodePool(
                String name,
                Optional<String> kubernetesVersion,
                Optional<String> nodeImage,
                Optional<ResourceId> subnet,
                boolean isScaleSet) {
            this(name, kubernetesVersion, nodeImage, subnet, isScaleSet, NodePublicIpSettings.NONE, List.of());
        }

        /**
         * Returns the platform of its node image, which AKS puts into the image's name, such as
         * {@code AKSUbuntu-2204gen2arm64containerd-202610.15.0} or {@code AKSWindows-2022-containerd-20348.2762.241009}.
         */
        public Optional<Platform> platform() {
            return nodeImage.map(image -> image.startsWith("AKSWindows-")
                    ? new Platform("windows", "amd64", windowsVersionIn(image))
                    : new Platform("linux", image.contains("arm64") ? "arm64" : "amd64", Optional.empty()));
        }

        private static Optional<String> windowsVersionIn(String image) {
            var version = image.substring(image.lastIndexOf('-') + 1).split("\\.", 0);
            return version.length > 1 ? Optional.of("10.0." + version[0] + "." + version[1]) : Optional.empty();
        }
    }

    /**
     * The egress settings of the cluster's {@code networkProfile}.
     *
     * @param outboundType such as {@code loadBalancer}, {@code userDefinedRouting} or {@code none}
     * @param outboundAddresses public IP addresses and prefixes of the load balancer or of the managed NAT gateway
     * @param bootstrapRegistry the registry from which an isolated cluster pulls its own images
     */
    public record NetworkProfile(
            String outboundType,
            List<ResourceId> outboundAddresses,
            Optional<HttpProxy> proxy,
            Optional<ResourceId> bootstrapRegistry) {
        public static final NetworkProfile DEFAULT =
                new NetworkProfile("loadBalancer", List.of(), Optional.empty(), Optional.empty());

        public NetworkProfile {
            outboundAddresses = List.copyOf(outboundAddresses);
        }
    }
}
