package io.github.pullresponder.evidence;

/**
 * Every right the responder may need, each named as the system that grants it names it.
 *
 * <p>This is the one place: evidence sources declare their permission from here, reports say which one would settle an
 * undetermined check, and the README's table is tested against it.
 */
public enum Permission {
    READ_CLUSTER(
            RemoteSystem.ARM,
            "Microsoft.ContainerService/managedClusters/read",
            "Reader",
            "the cluster's resource group",
            "without it nothing can be diagnosed"),
    READ_CLUSTER_USER_CREDENTIAL(
            RemoteSystem.ARM,
            "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
            "Azure Kubernetes Service Cluster User Role",
            "the cluster",
            "pods are read from the logs instead"),
    READ_SCALE_SETS(
            RemoteSystem.ARM,
            "Microsoft.Compute/virtualMachineScaleSets/read",
            "Reader",
            "the cluster's node resource group",
            "whether the nodes hold the kubelet identity stays undetermined"),
    FIND_REGISTRIES(
            RemoteSystem.ARM,
            "Microsoft.ResourceGraph/resources/read",
            "Reader",
            "the subscriptions that hold registries",
            "no registry can be found by its login server"),
    FIND_CLUSTERS(
            RemoteSystem.ARM,
            "Microsoft.ResourceGraph/resources/read",
            "Reader",
            "the subscriptions that hold clusters",
            "nobody watches clusters that send no alerts, and a change is not followed to the clusters it concerns"),
    READ_REGISTRY(
            RemoteSystem.ARM,
            "Microsoft.ContainerRegistry/registries/read",
            "Reader",
            "the registry",
            "every check of the registry stays undetermined"),
    READ_RESOURCE_HEALTH(
            RemoteSystem.ARM,
            "Microsoft.ResourceHealth/availabilityStatuses/read",
            "Reader",
            "the registry",
            "what Azure says of the registry's health is not told"),
    LIST_ADMIN_CREDENTIALS(
            RemoteSystem.ARM,
            "Microsoft.ContainerRegistry/registries/listCredentials/action",
            "a custom role with this action",
            "the registry",
            "whether a pull secret holds the current admin password stays undetermined"),
    READ_REGISTRY_TOKENS(
            RemoteSystem.ARM,
            "Microsoft.ContainerRegistry/registries/tokens/read, …/scopeMaps/read",
            "Reader",
            "the registry",
            "pull secrets with a registry token stay undetermined, and when tokens expire"),
    READ_ACTIVITY_LOG(
            RemoteSystem.ARM,
            "Microsoft.Insights/eventtypes/values/read",
            "Reader",
            "the registry's subscription",
            "a stale password is found, but not who regenerated it and when"),
    READ_ROLE_ASSIGNMENTS(
            RemoteSystem.ARM,
            "Microsoft.Authorization/roleAssignments/read",
            "Reader",
            "the registry",
            "who may pull stays undetermined"),
    READ_ROLE_DEFINITIONS(
            RemoteSystem.ARM,
            "Microsoft.Authorization/roleDefinitions/read",
            "Reader",
            "the registry",
            "who may pull stays undetermined"),
    READ_NETWORKS(
            RemoteSystem.ARM,
            "Microsoft.Network/*/read",
            "Reader",
            "the resource groups of the networks, endpoints, DNS zones and firewalls",
            "where the way to the registry ends stays undetermined"),
    READ_KEY_VAULT(
            RemoteSystem.ARM,
            "Microsoft.KeyVault/vaults/read, …/vaults/keys/read",
            "Reader",
            "the vault of the registry's encryption key",
            "whether the registry can reach its key stays undetermined"),
    READ_WORKSPACE(
            RemoteSystem.ARM,
            "Microsoft.OperationalInsights/workspaces/read",
            "Reader",
            "the cluster's Log Analytics workspace",
            "logs cannot stand in for an unreachable Kubernetes API"),
    READ_DIRECTORY_OBJECTS(
            RemoteSystem.GRAPH,
            "Application.Read.All",
            "the application permission Application.Read.All",
            "Microsoft Graph",
            "credentials of service principals stay undetermined, deleted principals are not told apart"),
    READ_WORKLOADS(
            RemoteSystem.KUBERNETES,
            "get, list: pods, events, serviceaccounts",
            "Azure Kubernetes Service RBAC Reader",
            "the cluster",
            "pods are read from the logs instead"),
    READ_NODES(
            RemoteSystem.KUBERNETES,
            "get: nodes",
            "a ClusterRole with \"get nodes\"",
            "the cluster",
            "the node pool is taken from the node's name"),
    READ_PULL_SECRETS(
            RemoteSystem.KUBERNETES,
            "get: secrets",
            "a Role with \"get secrets\"",
            "the pods' namespaces",
            "checks of pull secrets stay undetermined"),
    LIST_PULL_SECRETS(
            RemoteSystem.KUBERNETES,
            "list: secrets",
            "a ClusterRole with \"list secrets\"",
            "the cluster",
            "of pull secrets only those that pods name are examined after a change and before they expire"),
    READ_IMAGES(
            RemoteSystem.REGISTRY,
            "repository:<name>:metadata_read",
            "AcrPull (or, in ABAC mode, Container Registry Repository Reader)",
            "the registry",
            "whether the image exists, and for which platform, stays undetermined"),
    LIST_REPOSITORIES(
            RemoteSystem.REGISTRY,
            "registry:catalog:*",
            "AcrPull (or, in ABAC mode, Container Registry Repository Catalog Lister)",
            "the registry",
            "repositories with a similar name are not suggested"),
    READ_DELETED_IMAGES(
            RemoteSystem.REGISTRY,
            "repository:<name>:deleted_read",
            "a custom role with Microsoft.ContainerRegistry/registries/deleted/read",
            "the registry",
            "whether a missing image can be restored stays undetermined"),
    QUERY_LOGS(
            RemoteSystem.LOGS,
            "Microsoft.OperationalInsights/workspaces/query/read",
            "Log Analytics Reader",
            "the cluster's Log Analytics workspace",
            "logs cannot stand in for an unreachable Kubernetes API");

    private final RemoteSystem system;
    private final String action;
    private final String grant;
    private final String scope;
    private final String without;

    Permission(RemoteSystem system, String action, String grant, String scope, String without) {
        this.system = system;
        this.action = action;
        this.grant = grant;
        this.scope = scope;
        this.without = without;
    }

    public RemoteSystem system() {
        return system;
    }

    /** The right itself, in the words of its system. */
    public String action() {
        return action;
    }

    /** The narrowest built-in role, or what else, that contains it. */
    public String grant() {
        return grant;
    }

    /** Where it is granted. */
    public String scope() {
        return scope;
    }

    /** What the responder does, or cannot say, without it. */
    public String without() {
        return without;
    }
}
