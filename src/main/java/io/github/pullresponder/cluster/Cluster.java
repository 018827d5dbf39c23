package io.github.pullresponder.cluster;

import io.github.pullresponder.image.Platform;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
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
 * @param location its region
 * @param network how its nodes leave their network
 * @param logWorkspace the Log Analytics workspace Container Insights writes to
 * @param autoProvisionsNodes whether it creates machines outside of its node pools when pods need them
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
        Network network,
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
            Network network,
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

    public Source source() {
        return Source.arm(id);
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
     * @param subnet absent where AKS made the network itself
     * @param isScaleSet whether its nodes are instances of a scale set; otherwise each is a virtual machine of its own
     * @param coreDnsDomains the domains that LocalDNS on its nodes asks the cluster's CoreDNS for, and not the network's DNS servers
     */
    public record NodePool(
            String name,
            Optional<String> kubernetesVersion,
            Optional<String> nodeImage,
            Optional<ResourceId> subnet,
            boolean isScaleSet,
            PublicAddresses publicAddresses,
            List<String> coreDnsDomains) {

        public NodePool {
            coreDnsDomains = List.copyOf(coreDnsDomains);
        }

        /**
         * Whether each node has a public address of its own ({@code enableNodePublicIP}).
         *
         * @param prefix {@code nodePublicIPPrefixID}: where the addresses come from, if they come from one prefix
         */
        public record PublicAddresses(boolean ofEachNode, Optional<ResourceId> prefix) {
            public static final PublicAddresses NONE = new PublicAddresses(false, Optional.empty());
        }

        /** A pool whose nodes are instances of a scale set. */
        public NodePool(
                String name,
                Optional<String> kubernetesVersion,
                Optional<String> nodeImage,
                Optional<ResourceId> subnet) {
            this(name, kubernetesVersion, nodeImage, subnet, true);
        }

        /** A pool whose nodes have no public addresses of their own. */
        public NodePool(
                String name,
                Optional<String> kubernetesVersion,
                Optional<String> nodeImage,
                Optional<ResourceId> subnet,
                boolean isScaleSet) {
            this(name, kubernetesVersion, nodeImage, subnet, isScaleSet, PublicAddresses.NONE, List.of());
        }

        /**
         * What its node image runs; AKS puts that into the image's name, such as
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
     * The cluster's {@code networkProfile}, as far as leaving the network goes.
     *
     * @param outboundType such as {@code loadBalancer}, {@code userDefinedRouting} or {@code none}
     * @param outboundAddresses public IP addresses and prefixes of the load balancer or of the managed NAT gateway
     * @param bootstrapRegistry the registry from which an isolated cluster takes its own images
     */
    public record Network(
            String outboundType,
            List<ResourceId> outboundAddresses,
            Optional<HttpProxy> proxy,
            Optional<ResourceId> bootstrapRegistry) {
        public static final Network DEFAULT =
                new Network("loadBalancer", List.of(), Optional.empty(), Optional.empty());

        public Network {
            outboundAddresses = List.copyOf(outboundAddresses);
        }
    }
}
