package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpPipeline;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.resourcemanager.containerservice.fluent.ContainerServiceManagementClient;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.implementation.ContainerServiceManagementClientBuilder;
import com.azure.resourcemanager.containerservice.models.AgentPoolType;
import com.azure.resourcemanager.containerservice.models.ContainerServiceNetworkProfile;
import com.azure.resourcemanager.containerservice.models.Format;
import com.azure.resourcemanager.containerservice.models.ManagedClusterBootstrapProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterHttpProxyConfig;
import com.azure.resourcemanager.containerservice.models.ManagedClusterIdentity;
import com.azure.resourcemanager.containerservice.models.ManagedClusterLoadBalancerProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterNatGatewayProfile;
import com.azure.resourcemanager.containerservice.models.NodeProvisioningMode;
import com.azure.resourcemanager.containerservice.models.OutboundType;
import com.azure.resourcemanager.containerservice.models.UserAssignedIdentity;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Cluster.ManagedIdentity;
import io.github.pullresponder.cluster.Cluster.NetworkProfile;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.cluster.Cluster.NodePool.NodePublicIpSettings;
import io.github.pullresponder.cluster.HttpProxy;
import io.github.pullresponder.cluster.IdentityBinding;
import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.cluster.ScaleSet;
import io.github.pullresponder.cluster.ServiceAccountImagePullProfile;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.evidence.Clusters;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.resource.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** AKS clusters and their scale sets, read from Azure Resource Manager. */
public final class ArmClusters implements Clusters {
    /** {@code servicePrincipalProfile.clientId} of clusters that run on managed identities. */
    private static final String MANAGED_IDENTITY = "msi";

    private static final String KUBELET_IDENTITY = "kubeletidentity";
    private static final String CONTAINER_INSIGHTS = "omsagent";
    private static final String WORKSPACE = "logAnalyticsWorkspaceResourceID";

    private final AzureConnection azure;
    private final HttpPipeline pipeline;
    private final ClientPerSubscription<ContainerServiceManagementClient> clients;
    private final ResourceGraph everywhere;
    private final ResourceGraph inSubscriptions;

    /** @param subscriptions the subscriptions to search; empty for all that are visible */
    public ArmClusters(AzureConnection azure, List<String> subscriptions, RequestCounter tally) {
        this.azure = azure;
        this.pipeline = azure.armPipeline(tally);
        var endpoint = azure.environment().getResourceManagerEndpoint();
        this.clients = new ClientPerSubscription<>(subscription -> new ContainerServiceManagementClientBuilder()
                .pipeline(pipeline)
                .endpoint(endpoint)
                .subscriptionId(subscription)
                .buildClient());
        var manager = ResourceGraphManager.authenticate(pipeline, new AzureProfile(azure.environment()));
        this.everywhere = new ResourceGraph(manager, List.of());
        this.inSubscriptions = new ResourceGraph(manager, subscriptions);
    }

    @Override
    public List<ResourceGraphCluster> visible() {
        return azure.read(
                "the list of clusters",
                Permission.FIND_CLUSTERS,
                () -> inSubscriptions.rows(ResourceGraphClusterRow.QUERY).stream()
                        .map(row -> new ResourceGraphClusterRow(row).asEntry())
                        .toList());
    }

    @Override
    public Optional<Cluster> cluster(ResourceId id) {
        return azure.find(
                "cluster " + id.name(),
                Permission.READ_CLUSTER,
                () -> asCluster(clients.of(id)
                        .getManagedClusters()
                        .getByResourceGroupWithResponse(id.resourceGroup(), id.name(), Context.NONE)
                        .getValue()));
    }

    @Override
    public List<ScaleSet> scaleSets(ResourceId group) {
        return new ScaleSetReader(azure, pipeline).in(group);
    }

    @Override
    public Optional<VirtualMachine> virtualMachine(ResourceId id) {
        return new VirtualMachineReader(azure, pipeline).at(id);
    }

    @Override
    public List<VirtualMachine> virtualMachines(ResourceId group) {
        return new VirtualMachineReader(azure, pipeline).in(group);
    }

    @Override
    public ServiceAccountImagePullProfile imagePullProfile(ResourceId id) {
        return new ClusterPreviewApi(azure, pipeline).imagePullProfile(id);
    }

    @Override
    public List<IdentityBinding> identityBindings(ResourceId id) {
        return new ClusterPreviewApi(azure, pipeline).identityBindings(id);
    }

    @Override
    public Kubeconfig userKubeconfig(ResourceId id) {
        var what = "user credential of cluster " + id.name();
        return azure.read(what, Permission.READ_CLUSTER_USER_CREDENTIAL, () -> {
            var credentials = clients.of(id)
                    .getManagedClusters()
                    .listClusterUserCredentialsWithResponse(
                            id.resourceGroup(), id.name(), null, Format.EXEC, Context.NONE)
                    .getValue();
            return new Kubeconfig(new String(credentials.kubeconfigs().get(0).value(), StandardCharsets.UTF_8));
        });
    }

    @Override
    public Optional<String> workspaceCustomerId(ResourceId workspace) {
        return azure.read(
                "workspace " + workspace.name(),
                Permission.READ_WORKSPACE,
                () -> everywhere
                        .rows(
                                "resources | where type =~ 'microsoft.operationalinsights/workspaces' and id =~ %s | project customerId = tostring(properties.customerId)"
                                        .formatted(KqlLiterals.literal(workspace.toString())))
                        .stream()
                        .map(row -> (String) row.get("customerId"))
                        .findFirst());
    }

    private static Cluster asCluster(ManagedClusterInner cluster) {
        var identity = Optional.ofNullable(cluster.identity());
        return new Cluster(
                ResourceId.parse(cluster.id()),
                Optional.ofNullable(cluster.location()).orElse(""),
                identity.map(ManagedClusterIdentity::tenantId)
                        .or(() -> Optional.ofNullable(cluster.aadProfile()).map(profile -> profile.tenantId())),
                Optional.ofNullable(cluster.identityProfile())
                        .map(profile -> profile.get(KUBELET_IDENTITY))
                        .map(ArmClusters::asManagedIdentity),
                Optional.ofNullable(cluster.servicePrincipalProfile())
                        .map(profile -> profile.clientId())
                        .filter(clientId -> !clientId.equalsIgnoreCase(MANAGED_IDENTITY)),
                identity.map(ArmClusters::principalIdsOf).orElse(Set.of()),
                cluster.nodeResourceGroup(),
                nodePoolsOf(cluster),
                networkOf(cluster),
                workspaceOf(cluster),
                Optional.ofNullable(cluster.nodeProvisioningProfile())
                        .filter(profile -> NodeProvisioningMode.AUTO.equals(profile.mode()))
                        .isPresent());
    }

    private static ManagedIdentity asManagedIdentity(UserAssignedIdentity identity) {
        return new ManagedIdentity(ResourceId.parse(identity.resourceId()), identity.clientId(), identity.objectId());
    }

    private static Set<String> principalIdsOf(ManagedClusterIdentity identity) {
        var ids = new HashSet<String>();
        Optional.ofNullable(identity.principalId()).ifPresent(ids::add);
        Optional.ofNullable(identity.userAssignedIdentities()).orElse(Map.of()).values().stream()
                .filter(assigned -> assigned != null && assigned.principalId() != null)
                .forEach(assigned -> ids.add(assigned.principalId()));
        return ids;
    }

    private static List<NodePool> nodePoolsOf(ManagedClusterInner cluster) {
        return Optional.ofNullable(cluster.agentPoolProfiles()).orElse(List.of()).stream()
                .map(pool -> new NodePool(
                        pool.name(),
                        Optional.ofNullable(pool.currentOrchestratorVersion())
                                .or(() -> Optional.ofNullable(pool.orchestratorVersion())),
                        Optional.ofNullable(pool.nodeImageVersion()),
                        Optional.ofNullable(pool.vnetSubnetId()).map(ResourceId::parse),
                        pool.type() == null || AgentPoolType.VIRTUAL_MACHINE_SCALE_SETS.equals(pool.type()),
                        new NodePublicIpSettings(
                                Boolean.TRUE.equals(pool.enableNodePublicIp()),
                                Optional.ofNullable(pool.nodePublicIpPrefixId()).map(ResourceId::parse)),
                        LocalDnsMapper.coreDnsDomains(Optional.ofNullable(pool.localDnsProfile()))))
                .toList();
    }

    private static NetworkProfile networkOf(ManagedClusterInner cluster) {
        var profile = Optional.ofNullable(cluster.networkProfile());
        var addresses = profile.map(ContainerServiceNetworkProfile::loadBalancerProfile)
                .map(ManagedClusterLoadBalancerProfile::effectiveOutboundIPs)
                .or(() -> profile.map(ContainerServiceNetworkProfile::natGatewayProfile)
                        .map(ManagedClusterNatGatewayProfile::effectiveOutboundIPs))
                .orElse(List.of());
        return new NetworkProfile(
                profile.map(ContainerServiceNetworkProfile::outboundType)
                        .map(OutboundType::toString)
                        .orElse(NetworkProfile.DEFAULT.outboundType()),
                addresses.stream()
                        .map(reference -> ResourceId.parse(reference.id()))
                        .toList(),
                Optional.ofNullable(cluster.httpProxyConfig()).flatMap(ArmClusters::proxyOf),
                Optional.ofNullable(cluster.bootstrapProfile())
                        .map(ManagedClusterBootstrapProfile::containerRegistryId)
                        .map(ResourceId::parse));
    }

    /** Returns the proxy for HTTPS, which registries use. The address may contain a password: only host and port are stored. */
    private static Optional<HttpProxy> proxyOf(ManagedClusterHttpProxyConfig config) {
        return Optional.ofNullable(config.httpsProxy())
                .or(() -> Optional.ofNullable(config.httpProxy()))
                .map(address -> new HttpProxy(
                        hostAndPort(address),
                        Optional.ofNullable(config.noProxy()).orElse(List.of())));
    }

    static String hostAndPort(String address) {
        var withoutScheme = address.substring(address.indexOf("://") < 0 ? 0 : address.indexOf("://") + 3);
        // A password may contain a slash.
        var withoutUser = withoutScheme.substring(withoutScheme.lastIndexOf('@') + 1);
        return withoutUser.split("[/?#]", 2)[0];
    }

    private static Optional<ResourceId> workspaceOf(ManagedClusterInner cluster) {
        return Optional.ofNullable(cluster.addonProfiles()).orElse(Map.of()).entrySet().stream()
                .filter(addon -> addon.getKey().equalsIgnoreCase(CONTAINER_INSIGHTS))
                .filter(addon -> addon.getValue().enabled() && addon.getValue().config() != null)
                .flatMap(addon -> addon.getValue().config().entrySet().stream())
                .filter(setting -> setting.getKey().equalsIgnoreCase(WORKSPACE))
                .map(setting -> ResourceId.parse(setting.getValue()))
                .findFirst();
    }
}
