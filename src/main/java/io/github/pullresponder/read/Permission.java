package io.github.pullresponder.read;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All permissions that Pull Responder uses, each with the name that its system gives it.
 *
 * <p>This is the only list: evidence sources declare their permission from it, reports name the one that an undetermined check
 * is missing, and {@code docs/reference/rights.md} is generated from it. The {@code impact} of each is the effect if it is
 * missing.
 */
public enum Permission {
    READ_CLUSTER(
            RemoteSystem.ARM,
            "Microsoft.ContainerService/managedClusters/read",
            "Reader",
            "the cluster's resource group",
            "no diagnosis is possible",
            PermissionActions.of("Microsoft.ContainerService/managedClusters/read")),
    READ_CLUSTER_USER_CREDENTIAL(
            RemoteSystem.ARM,
            "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
            "Azure Kubernetes Service Cluster User Role",
            "the cluster",
            "pods are read from the logs instead",
            PermissionActions.of("Microsoft.ContainerService/managedClusters/listClusterUserCredential/action")),
    READ_IDENTITY_BINDINGS(
            RemoteSystem.ARM,
            "Microsoft.ContainerService/managedClusters/identityBindings/read",
            "Reader",
            "the cluster",
            "for nodes that pull with the identities of service accounts, it is unknown if these identities are bound to the cluster",
            PermissionActions.of("Microsoft.ContainerService/managedClusters/identityBindings/read")),
    READ_SCALE_SETS(
            RemoteSystem.ARM,
            "Microsoft.Compute/virtualMachineScaleSets/read",
            "Reader",
            "the cluster's node resource group",
            "it is unknown if the nodes have the kubelet identity, and which security groups their interfaces have",
            PermissionActions.of("Microsoft.Compute/virtualMachineScaleSets/read")),
    READ_MACHINES(
            RemoteSystem.ARM,
            "Microsoft.Compute/virtualMachines/read",
            "Reader",
            "the cluster's node resource group",
            "the identities and the subnets of nodes outside of scale sets are unknown",
            PermissionActions.of("Microsoft.Compute/virtualMachines/read")),
    FIND_REGISTRIES(
            RemoteSystem.ARM,
            "Microsoft.ResourceGraph/resources/read",
            "Reader",
            "the subscriptions of the registries",
            "no registry can be found by its login server",
            PermissionActions.of("Microsoft.ResourceGraph/resources/read", "Microsoft.Resources/subscriptions/read")),
    FIND_CLUSTERS(
            RemoteSystem.ARM,
            "Microsoft.ResourceGraph/resources/read",
            "Reader",
            "the subscriptions of the clusters",
            "clusters without alert rules are not watched, and the clusters that a change affects are not found",
            PermissionActions.of("Microsoft.ResourceGraph/resources/read")),
    READ_REGISTRY(
            RemoteSystem.ARM,
            "Microsoft.ContainerRegistry/registries/read",
            "Reader",
            "the registry",
            "all checks of the registry are undetermined",
            PermissionActions.of(
                    "Microsoft.ContainerRegistry/registries/read",
                    "Microsoft.ContainerRegistry/registries/replications/read")),
    READ_RESOURCE_HEALTH(
            RemoteSystem.ARM,
            "Microsoft.ResourceHealth/availabilityStatuses/read, …/current/read",
            "Reader",
            "the registry",
            "reports do not include the registry's state in Azure Resource Health",
            // "Azure permissions for Management and governance" lists both, "for all resources in the specified scope"
            // and "for the specified resource", and does not say which of them a read of …/current needs.
            PermissionActions.of(
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.ResourceHealth/availabilityStatuses/current/read")),
    LIST_ADMIN_CREDENTIALS(
            RemoteSystem.ARM,
            "Microsoft.ContainerRegistry/registries/listCredentials/action",
            "a custom role with this action",
            "the registry",
            "it is unknown if a pull secret has the current admin password",
            PermissionActions.of("Microsoft.ContainerRegistry/registries/listCredentials/action")
                    .partOf(Capability.ADMIN_PASSWORDS)),
    READ_REGISTRY_TOKENS(
            RemoteSystem.ARM,
            "Microsoft.ContainerRegistry/registries/tokens/read, …/scopeMaps/read",
            "Reader",
            "the registry",
            "checks of pull secrets with a registry token are undetermined, and the expiry of tokens is unknown",
            PermissionActions.of(
                    "Microsoft.ContainerRegistry/registries/tokens/read",
                    "Microsoft.ContainerRegistry/registries/scopeMaps/read")),
    READ_CACHE_RULES(
            RemoteSystem.ARM,
            "Microsoft.ContainerRegistry/registries/cacheRules/read",
            "Reader",
            "the registry",
            "it is unknown if a cache rule fetches a missing image from its source",
            PermissionActions.of("Microsoft.ContainerRegistry/registries/cacheRules/read")),
    READ_CREDENTIAL_SETS(
            RemoteSystem.ARM,
            "Microsoft.ContainerRegistry/registries/credentialSets/read",
            "Reader",
            "the registry",
            "it is unknown if a cache rule can sign in to its source",
            PermissionActions.of("Microsoft.ContainerRegistry/registries/credentialSets/read")),
    READ_ACTIVITY_LOG(
            RemoteSystem.ARM,
            "Microsoft.Insights/eventtypes/values/read",
            "Reader",
            "the registry's subscription",
            "a stale password is found, but not the person who regenerated it or the time",
            PermissionActions.of("Microsoft.Insights/eventtypes/values/read")),
    READ_ROLE_ASSIGNMENTS(
            RemoteSystem.ARM,
            "Microsoft.Authorization/roleAssignments/read",
            "Reader",
            "the registry",
            "it is unknown which identities can pull",
            PermissionActions.of("Microsoft.Authorization/roleAssignments/read")),
    READ_DENY_ASSIGNMENTS(
            RemoteSystem.ARM,
            "Microsoft.Authorization/denyAssignments/read",
            "Reader",
            "the registry",
            "it is unknown if a deny assignment blocks the pull",
            PermissionActions.of("Microsoft.Authorization/denyAssignments/read")),
    READ_ROLE_DEFINITIONS(
            RemoteSystem.ARM,
            "Microsoft.Authorization/roleDefinitions/read",
            "Reader",
            "the registry",
            "it is unknown which identities can pull",
            PermissionActions.of("Microsoft.Authorization/roleDefinitions/read")),
    READ_NETWORKS(
            RemoteSystem.ARM,
            "Microsoft.Network/*/read",
            "Reader",
            "the resource groups of the networks, endpoints, DNS zones and firewalls",
            "the point at which the network path to the registry is blocked is unknown",
            PermissionActions.of(
                    "Microsoft.Network/virtualNetworks/read",
                    "Microsoft.Network/privateEndpoints/read",
                    "Microsoft.Network/networkInterfaces/read",
                    "Microsoft.Network/privateDnsZones/read",
                    "Microsoft.Network/privateDnsZones/virtualNetworkLinks/read",
                    "Microsoft.Network/privateDnsZones/A/read",
                    "Microsoft.Network/privateDnsZones/CNAME/read",
                    "Microsoft.Network/dnsForwardingRulesets/read",
                    "Microsoft.Network/dnsForwardingRulesets/forwardingRules/read",
                    "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks/read",
                    "Microsoft.Network/dnsResolvers/inboundEndpoints/read",
                    "Microsoft.Network/networkSecurityGroups/read",
                    "Microsoft.Network/routeTables/read",
                    "Microsoft.Network/azureFirewalls/read",
                    "Microsoft.Network/firewallPolicies/read",
                    "Microsoft.Network/firewallPolicies/ruleCollectionGroups/read",
                    "Microsoft.Network/ipGroups/read",
                    "Microsoft.Network/natGateways/read",
                    "Microsoft.Network/publicIPAddresses/read",
                    "Microsoft.Network/publicIPPrefixes/read",
                    "Microsoft.Network/serviceEndpointPolicies/read")),
    READ_CONNECTIVITY(
            RemoteSystem.ARM,
            "Microsoft.Network/virtualNetworks/listNetworkManagerEffectiveConnectivityConfigurations/action",
            "a custom role with this action",
            "the virtual networks of the nodes and of the private endpoint",
            "a missing peering is only a likely cause, because a network manager can connect the networks without one",
            PermissionActions.of(
                    "Microsoft.Network/virtualNetworks/listNetworkManagerEffectiveConnectivityConfigurations/action")),
    READ_ADMIN_RULES(
            RemoteSystem.ARM,
            "Microsoft.Network/virtualNetworks/listNetworkManagerEffectiveSecurityAdminRules/action",
            "a custom role with this action",
            "the nodes' virtual network",
            "it is unknown if a network manager blocks the traffic, or always allows it past the network security groups",
            PermissionActions.of(
                    "Microsoft.Network/virtualNetworks/listNetworkManagerEffectiveSecurityAdminRules/action")),
    READ_KEY_VAULT(
            RemoteSystem.ARM,
            "Microsoft.KeyVault/vaults/read, …/vaults/keys/read",
            "Reader",
            "the vault of the registry's encryption key",
            "it is unknown if the registry can reach its key",
            PermissionActions.of("Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/keys/read")),
    READ_WORKSPACE(
            RemoteSystem.ARM,
            "Microsoft.OperationalInsights/workspaces/read",
            "Reader",
            "the cluster's Log Analytics workspace",
            "logs cannot replace an unreachable Kubernetes API",
            PermissionActions.of("Microsoft.OperationalInsights/workspaces/read")),
    READ_DIRECTORY_OBJECTS(
            RemoteSystem.GRAPH,
            "Application.Read.All",
            "the application permission Application.Read.All",
            "Microsoft Graph",
            "checks of service principals' credentials are undetermined, and deleted principals are not recognized",
            PermissionActions.none().partOf(Capability.DIRECTORY)),
    READ_WORKLOADS(
            RemoteSystem.KUBERNETES,
            "get, list: pods, events, serviceaccounts",
            "Azure Kubernetes Service RBAC Reader",
            "the cluster",
            "pods are read from the logs instead",
            PermissionActions.ofData(
                    "Microsoft.ContainerService/managedClusters/pods/read",
                    "Microsoft.ContainerService/managedClusters/events/read",
                    "Microsoft.ContainerService/managedClusters/serviceaccounts/read")),
    READ_NODES(
            RemoteSystem.KUBERNETES,
            "get: nodes",
            "a ClusterRole with \"get nodes\"",
            "the cluster",
            "the node pool is derived from the node's name",
            PermissionActions.ofData("Microsoft.ContainerService/managedClusters/nodes/read")),
    READ_PULL_SECRETS(
            RemoteSystem.KUBERNETES,
            "get: secrets",
            "a Role with \"get secrets\"",
            "the pods' namespaces",
            "checks of pull secrets are undetermined",
            PermissionActions.ofData("Microsoft.ContainerService/managedClusters/secrets/read")
                    .partOf(Capability.PULL_SECRETS)),
    LIST_PULL_SECRETS(
            RemoteSystem.KUBERNETES,
            "list: secrets",
            "a ClusterRole with \"list secrets\"",
            "the cluster",
            "only pull secrets that pods reference are examined after a change and before their expiry",
            PermissionActions.ofData("Microsoft.ContainerService/managedClusters/secrets/read")
                    .partOf(Capability.PULL_SECRETS)),
    READ_IMAGES(
            RemoteSystem.REGISTRY,
            "repository:<name>:metadata_read",
            "AcrPull (or, in ABAC mode, Container Registry Repository Reader)",
            "the registry",
            "it is unknown if the image exists, and for which platforms",
            // AcrPull has pull/read and no other; "Azure permissions for Containers" lists metadata/read as "Gets the
            // metadata of a specific repository". No document says which of them metadata_read needs outside of ABAC
            // mode.
            PermissionActions.of(
                            "Microsoft.ContainerRegistry/registries/pull/read",
                            "Microsoft.ContainerRegistry/registries/metadata/read")
                    .andData(
                            "Microsoft.ContainerRegistry/registries/repositories/content/read",
                            "Microsoft.ContainerRegistry/registries/repositories/metadata/read")),
    LIST_REPOSITORIES(
            RemoteSystem.REGISTRY,
            "registry:catalog:*",
            "AcrPull (or, in ABAC mode, Container Registry Repository Catalog Lister)",
            "the registry",
            "similar repository names are not suggested",
            PermissionActions.ofData("Microsoft.ContainerRegistry/registries/catalog/read")
                    .partOf(Capability.CATALOG)),
    READ_DELETED_IMAGES(
            RemoteSystem.REGISTRY,
            "repository:<name>:deleted_read",
            "a custom role with Microsoft.ContainerRegistry/registries/deleted/read",
            "the registry",
            "it is unknown if a missing image can be restored",
            PermissionActions.of("Microsoft.ContainerRegistry/registries/deleted/read")),
    QUERY_LOGS(
            RemoteSystem.LOGS,
            "Microsoft.OperationalInsights/workspaces/query/read",
            "Log Analytics Reader",
            "the cluster's Log Analytics workspace",
            "logs cannot replace an unreachable Kubernetes API",
            PermissionActions.of(
                    "Microsoft.OperationalInsights/workspaces/query/read",
                    "Microsoft.OperationalInsights/workspaces/query/KubeEvents/read"));

    /** The custom role of the rights that are always needed. */
    public static final String CORE_ROLE = "Pull Responder Reader";

    /** Deploys the template again, which updates the custom roles of the app. */
    private static final String UPDATE_ROLES = "az deployment sub create -l <region> -p infra/main.bicepparam";

    private final RemoteSystem system;
    private final String action;
    private final String grant;
    private final String scope;
    private final String impact;

    @SuppressWarnings("ImmutableEnumChecker") // A record of lists that cannot be changed.
    private final PermissionActions azure;

    Permission(RemoteSystem system, String action, String grant, String scope, String impact, PermissionActions azure) {
        this.system = system;
        this.action = action;
        this.grant = grant;
        this.scope = scope;
        this.impact = impact;
        this.azure = azure;
    }

    /** The command that adds this right to the custom roles of an older installation. */
    public Optional<String> roleUpdate() {
        return switch (this) {
            case READ_DENY_ASSIGNMENTS,
                    READ_MACHINES,
                    READ_IDENTITY_BINDINGS,
                    READ_CACHE_RULES,
                    READ_CREDENTIAL_SETS,
                    READ_CONNECTIVITY,
                    READ_ADMIN_RULES -> Optional.of(UPDATE_ROLES);
            default -> Optional.empty();
        };
    }

    public RemoteSystem system() {
        return system;
    }

    /** The right, as its system names it. */
    public String action() {
        return action;
    }

    /** The narrowest built-in role that contains it, or another grant if no role does. */
    public String grant() {
        return grant;
    }

    /** The scope of the grant. */
    public String scope() {
        return scope;
    }

    /** The impact if it is missing, in lower case. */
    public String impact() {
        return impact;
    }

    /** The capability that it belongs to; empty if it is always needed. */
    public Optional<Capability> capability() {
        return azure.capability();
    }

    /** The custom role of the infrastructure that contains it. */
    public String role() {
        return capability().map(Capability::role).orElse(CORE_ROLE);
    }

    /** The names of all custom roles of the infrastructure. */
    public static Stream<String> roles() {
        return Stream.concat(
                Stream.of(CORE_ROLE), Arrays.stream(Capability.values()).map(Capability::role));
    }

    /** The actions that an Azure role must permit. */
    public PermissionActions azure() {
        return azure;
    }
}
