package io.github.pullresponder.diagnosis;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Cluster.ManagedIdentity;
import io.github.pullresponder.cluster.Cluster.NetworkProfile;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.cluster.DockerAuthsKey;
import io.github.pullresponder.cluster.IdentityBinding;
import io.github.pullresponder.cluster.LogQueryPodFilter;
import io.github.pullresponder.cluster.LoggedPullFailureRows;
import io.github.pullresponder.cluster.NetworkInterface;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.Pod.Container;
import io.github.pullresponder.cluster.Pod.Owner;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.PullSecret.PullSecretContent;
import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.cluster.ScaleSet;
import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.cluster.ServiceAccountAnnotations;
import io.github.pullresponder.cluster.ServiceAccountImagePullProfile;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.evidence.AccessControl;
import io.github.pullresponder.evidence.ClusterLogs;
import io.github.pullresponder.evidence.ClusterLogs.LoggedPodEvent;
import io.github.pullresponder.evidence.Clusters;
import io.github.pullresponder.evidence.EntraDirectory;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.evidence.Images.DeletedTag;
import io.github.pullresponder.evidence.KeyVaults;
import io.github.pullresponder.evidence.KubernetesObjects;
import io.github.pullresponder.evidence.Networks;
import io.github.pullresponder.evidence.Registries;
import io.github.pullresponder.identity.DenyAssignment;
import io.github.pullresponder.identity.DirectoryServicePrincipal;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.AppCredential;
import io.github.pullresponder.identity.EntraApp.AppCredential.AppCredentialType;
import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.identity.RoleDefinition;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.CredentialRegeneration;
import io.github.pullresponder.registry.CredentialSet;
import io.github.pullresponder.registry.KeyVault;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.registry.RegistryProperties;
import io.github.pullresponder.registry.RegistryProperties.CustomerManagedKey;
import io.github.pullresponder.registry.RegistryResourceHealth;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.registry.RegistryToken.TokenStatusAndPasswords;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.registry.RoleAssignmentMode;
import io.github.pullresponder.registry.VaultKey;
import io.github.pullresponder.resource.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Evidence in memory: a small shop whose pod {@code shop/web} fails with a 401 although the environment is healthy. Each test
 * breaks a part of it.
 */
public final class ShopEvidence implements EvidenceSources {
    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    public static final String IMAGE = "contososhop.azurecr.io/shop/web:1.4.2";
    public static final String DIGEST = "sha256:" + "1a2b3c4d".repeat(8);
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final Instant PUSHED = Instant.parse("2026-11-01T12:00:00Z");
    public static final String TENANT = "3f0c9e0a-5a7b-4d3c-9c1e-0d2f6b7a8c90";
    public static final String KUBELET_OBJECT = "e44f24e5-597e-6537-ba54-02b3267e3acb";
    public static final String CONTROL_PLANE_OBJECT = "308f189b-adb0-1721-98e1-e18d28aa63af";
    public static final String ACR_PULL_GUID = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
    public static final String REPOSITORY_READER_GUID = "b93aa761-3e63-49ed-ac28-beffa264f7ac";
    public static final String READER_GUID = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    public static final String ACR_DELETE_GUID = "c2f4ef07-c644-48eb-af81-4b1b4947fb11";

    private static final String SUBSCRIPTION = "/subscriptions/8d7c1a52-0c55-4b58-9f0e-6a1d2b3c4e5f";
    private static final String NODE_GROUP = "MC_rg-shop_aks-shop_westeurope";

    public static final ResourceId CLUSTER = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/aks-shop");
    public static final ResourceId REGISTRY = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-registry/providers/Microsoft.ContainerRegistry/registries/contososhop");
    public static final ResourceId KUBELET = ResourceId.parse(SUBSCRIPTION + "/resourceGroups/" + NODE_GROUP
            + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aks-shop-agentpool");

    public static final ResourceId VAULT =
            ResourceId.parse(SUBSCRIPTION + "/resourceGroups/rg-registry/providers/Microsoft.KeyVault/vaults/kv-shop");
    public static final String REGISTRY_OBJECT = "5b0f5c1e-7c0e-4b60-9a3e-7a3b0d2f9c11";

    public static final ResourceId NODE_SUBNET = ResourceId.parse(SUBSCRIPTION
            + "/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-shop/subnets/snet-nodes");

    public static final String UNAUTHORIZED_MESSAGE = "Failed to pull image \"" + IMAGE
            + "\": failed to pull and unpack image \"" + IMAGE + "\": failed to resolve reference \"" + IMAGE
            + "\": failed to authorize: failed to fetch oauth token: unexpected status from GET request to"
            + " https://contososhop.azurecr.io/oauth2/token?scope=repository%3Ashop%2Fweb%3Apull: 401 Unauthorized";

    public Optional<Cluster> cluster = Optional.of(cluster(Optional.empty()));
    public List<ScaleSet> scaleSets = new ArrayList<>(List.of(scaleSet("system", KUBELET), scaleSet("user", KUBELET)));
    public List<VirtualMachine> machines = new ArrayList<>();
    public ServiceAccountImagePullProfile imagePullProfile = ServiceAccountImagePullProfile.OFF;
    public List<IdentityBinding> identityBindings = new ArrayList<>();
    public ServiceAccountAnnotations annotations = new ServiceAccountAnnotations(Optional.empty(), Optional.empty());
    public Registry registry = registry(RoleAssignmentMode.LEGACY);
    public Optional<String> registryTenant = Optional.of(TENANT);
    public List<RoleAssignment> assignments = new ArrayList<>(List.of(assignment(KUBELET_OBJECT, ACR_PULL_GUID)));
    public Map<String, Set<String>> groups = new HashMap<>();
    public Optional<Instant> lastStart = Optional.empty();
    public final List<DenyAssignment> denyAssignments = new ArrayList<>();
    public List<RoleDefinition> definitions = new ArrayList<>(List.of(
            role(ACR_PULL_GUID, "AcrPull", List.of("Microsoft.ContainerRegistry/registries/pull/read"), List.of()),
            role(
                    REPOSITORY_READER_GUID,
                    "Container Registry Repository Reader",
                    List.of(),
                    List.of("Microsoft.ContainerRegistry/registries/repositories/content/read")),
            role(READER_GUID, "Reader", List.of("*/read"), List.of()),
            role(
                    ACR_DELETE_GUID,
                    "AcrDelete",
                    List.of("Microsoft.ContainerRegistry/registries/artifacts/delete"),
                    List.of())));
    public List<DirectoryServicePrincipal> principals = new ArrayList<>(List.of(
            new DirectoryServicePrincipal(KUBELET_OBJECT, "8ac82eac", "aks-shop-agentpool", List.of()),
            new DirectoryServicePrincipal(CONTROL_PLANE_OBJECT, "3013f13f", "aks-shop", List.of())));
    public Optional<Pod> pod = Optional.of(failingPod(List.of()));
    public List<PodEvent> events = new ArrayList<>(List.of(failed(UNAUTHORIZED_MESSAGE)));
    public Optional<Node> node = Optional.of(new Node(
            "aks-user-12345678-vmss000000",
            Optional.of("user"),
            Optional.of(new Platform("linux", "amd64", Optional.empty())),
            Optional.of("10.1.0.4"),
            Set.of()));
    public List<String> serviceAccountSecrets = new ArrayList<>();
    public Map<String, PullSecret> secrets = new HashMap<>();
    public Map<String, EntraApp> apps = new HashMap<>();
    public List<SecretValue> adminPasswords =
            new ArrayList<>(List.of(new SecretValue("current-1"), new SecretValue("current-2")));
    public Map<String, RegistryToken> tokens = new HashMap<>();
    public List<CacheRule> cacheRules = new ArrayList<>();
    public List<CredentialSet> credentialSets = new ArrayList<>();
    public List<String> unseenSubscriptions = new ArrayList<>();
    public List<CredentialRegeneration> regenerations = new ArrayList<>();
    public Optional<LoggedPodEvent> logged = Optional.empty();
    public Map<String, Images.Repository> repositories = new TreeMap<>(Map.of(
            "shop/web", new Images.Repository("shop/web", true), "shop/api", new Images.Repository("shop/api", true)));
    /** The tags of the repository shop/web. */
    public Map<String, Images.Tag> tags = new TreeMap<>(Map.of(
            "1.4.2", new Images.Tag("1.4.2", DIGEST, true, Optional.of(PUSHED)),
            "1.4.1", new Images.Tag("1.4.1", DIGEST, true, Optional.of(PUSHED)),
            "1.5.0", new Images.Tag("1.5.0", DIGEST, true, Optional.of(PUSHED.plusSeconds(60)))));

    public Map<String, Images.Manifest> manifests = new HashMap<>(
            Map.of(DIGEST, new Images.Manifest(DIGEST, true, false, Optional.of(PUSHED), Optional.of(OCI_MANIFEST))));
    public Map<String, List<Images.IndexEntry>> indexes = new HashMap<>();
    public List<Platform> platforms = List.of(new Platform("linux", "amd64", Optional.empty()));
    public List<DeletedTag> deleted = new ArrayList<>();
    public List<ResourceGraphRegistry> otherRegistries = new ArrayList<>();
    public List<ResourceId> allowedSubnets = new ArrayList<>();
    public List<String> replicas = new ArrayList<>(List.of("westeurope"));
    /** The existence of the image and its repository at each of the regional endpoints. */
    public Map<String, Boolean> imagesAt = new TreeMap<>();

    public int registryStatus = 401;
    public RegistryResourceHealth health = new RegistryResourceHealth(REGISTRY, "Available", Optional.empty());
    public Map<String, EvidenceUnavailableException> unreadable = new ConcurrentHashMap<>();
    public final ShopNetwork network = new ShopNetwork(this);
    public Optional<KeyVault> vault = Optional.empty();
    public Optional<VaultKey> vaultKey = Optional.empty();

    /** All reads, to check that none is repeated. */
    public final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    public static Registry registry(RoleAssignmentMode mode) {
        return registry(mode, false, true, true);
    }

    public static Registry registry(RoleAssignmentMode mode, boolean anonymous, boolean adminUser, boolean armTokens) {
        return new Registry(
                REGISTRY,
                "contososhop.azurecr.io",
                mode,
                anonymous,
                adminUser,
                armTokens,
                RegistryNetwork.OPEN,
                new RegistryProperties("westeurope", "Premium", "Succeeded", false, Optional.empty()));
    }

    /** Sets the properties of the registry. */
    public void registryIs(RegistryProperties state) {
        registry = new Registry(
                registry.id(),
                registry.loginServer(),
                registry.roleAssignmentMode(),
                registry.anonymousPullEnabled(),
                registry.adminUserEnabled(),
                registry.acceptsArmTokens(),
                registry.network(),
                state);
    }

    public static EntraApp app(String appId, String objectId, String name, AppCredential... credentials) {
        return new EntraApp(
                appId,
                Optional.of(new EntraApp.Application(name, List.of(credentials))),
                Optional.of(new EntraApp.ServicePrincipal(objectId, name, true, Optional.of(TENANT), List.of())));
    }

    public static AppCredential password(String hint, String end) {
        return new AppCredential(
                "key-" + hint, AppCredentialType.PASSWORD, Optional.of(hint), Optional.of(Instant.parse(end)));
    }

    /** Adds a pull secret with one login for the registry to the pod. */
    public void pullsWith(String user, String password) {
        pullsWith(new PullSecret.RegistryLogins(List.of(new PullSecret.RegistryLogin(
                new DockerAuthsKey("contososhop.azurecr.io"), user, new SecretValue(password), Optional.empty()))));
    }

    public void pullsWith(PullSecretContent content) {
        pod = Optional.of(failingPod(List.of("regcred")));
        secrets.put(
                "regcred",
                new PullSecret("shop", "regcred", Optional.of(Instant.parse("2026-03-01T00:00:00Z")), content));
    }

    /** Encrypts the registry with a key of the vault {@code kv-shop}, which the registry's identity may use. */
    public void isEncryptedWith(String key, boolean enabled) {
        registryIs(new RegistryProperties(
                "westeurope",
                "Premium",
                "Succeeded",
                false,
                Optional.of(new CustomerManagedKey(
                        "https://kv-shop.vault.azure.net/keys/" + key, Optional.of(REGISTRY_OBJECT)))));
        vault = Optional.of(new KeyVault(VAULT, false, false, Optional.of(Set.of(REGISTRY_OBJECT))));
        vaultKey = Optional.of(
                new VaultKey(ResourceId.parse(VAULT + "/keys/" + key), enabled, Optional.empty(), Optional.empty()));
    }

    public static Cluster cluster(Optional<String> servicePrincipal) {
        return cluster(servicePrincipal, List.of(pool("system"), pool("user")), NetworkProfile.DEFAULT);
    }

    public static NodePool pool(String name) {
        return new NodePool(
                name,
                Optional.of("1.33.5"),
                Optional.of("AKSUbuntu-2204gen2containerd-202610.15.0"),
                Optional.of(NODE_SUBNET));
    }

    public static Cluster cluster(Optional<String> servicePrincipal, List<NodePool> pools, NetworkProfile network) {
        return new Cluster(
                CLUSTER,
                "westeurope",
                Optional.of(TENANT),
                servicePrincipal.isPresent()
                        ? Optional.empty()
                        : Optional.of(new ManagedIdentity(KUBELET, "8ac82eac", KUBELET_OBJECT)),
                servicePrincipal,
                Set.of(CONTROL_PLANE_OBJECT),
                NODE_GROUP,
                pools,
                network,
                Optional.of(ResourceId.parse(SUBSCRIPTION
                        + "/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/logs")));
    }

    private static ResourceGraphCluster entryOf(Cluster cluster) {
        return new ResourceGraphCluster(
                cluster.id(),
                cluster.location(),
                cluster.nodeResourceGroup(),
                Set.of(NODE_SUBNET),
                cluster.network().outboundType(),
                cluster.logWorkspace(),
                cluster.kubeletIdentity().map(ManagedIdentity::objectId),
                cluster.servicePrincipalClientId());
    }

    /** A scale set without a security group on its interfaces. */
    public static ScaleSet scaleSet(String pool, ResourceId... identities) {
        return scaleSet(pool, Optional.of(new NetworkInterface(NODE_SUBNET, Optional.empty())), identities);
    }

    public static ScaleSet scaleSet(String pool, Optional<NetworkInterface> card, ResourceId... identities) {
        return new ScaleSet(
                ResourceId.parse(SUBSCRIPTION + "/resourceGroups/" + NODE_GROUP
                        + "/providers/Microsoft.Compute/virtualMachineScaleSets/aks-" + pool + "-vmss"),
                Optional.of(pool),
                Set.of(identities),
                card);
    }

    /** The same assignment with a condition. */
    public static RoleAssignment under(String condition, RoleAssignment plain) {
        return new RoleAssignment(
                plain.id(),
                plain.scope(),
                plain.principalId(),
                plain.principalType(),
                plain.roleGuid(),
                Optional.of(condition),
                plain.changedAt());
    }

    public static RoleAssignment assignment(String principal, String role) {
        return assignment(principal, role, REGISTRY, Instant.parse("2025-06-01T08:00:00Z"));
    }

    public static RoleAssignment assignment(String principal, String role, ResourceId scope, Instant changed) {
        return new RoleAssignment(
                ResourceId.parse(scope + "/providers/Microsoft.Authorization/roleAssignments/659e7522"),
                scope,
                principal,
                "ServicePrincipal",
                role,
                Optional.empty(),
                Optional.of(changed));
    }

    public static RoleDefinition role(String guid, String name, List<String> actions, List<String> dataActions) {
        return new RoleDefinition(
                guid, name, List.of(new RoleDefinition.Permissions(actions, List.of(), dataActions, List.of())));
    }

    public static Pod failingPod(List<String> pullSecrets) {
        return new Pod(
                "shop",
                "web",
                Optional.of("aks-user-12345678-vmss000000"),
                "default",
                pullSecrets,
                List.of(new Container(
                        "web",
                        IMAGE,
                        Optional.of("ImagePullBackOff"),
                        Optional.of("Back-off pulling image \"" + IMAGE + "\""))),
                Optional.of(new Owner("deployment", "web")));
    }

    /** Makes the shop's pod pull another image and fail with a message of the kubelet. */
    public void pulls(String image, String error) {
        var it = pod.orElseThrow();
        pod = Optional.of(new Pod(
                it.namespace(),
                it.name(),
                it.node(),
                it.serviceAccount(),
                it.imagePullSecrets(),
                List.of(new Container("web", image, Optional.of("ErrImagePull"), Optional.empty())),
                it.owner()));
        events = List.of(failed("Failed to pull image \"%s\": failed to pull and unpack image \"%s\": %s"
                .formatted(image, image, error)));
    }

    public static PodEvent failed(String message) {
        return new PodEvent(
                "Failed",
                message,
                Optional.of("web"),
                6,
                Optional.of(Instant.parse("2026-11-22T09:51:00Z")),
                Optional.of(Instant.parse("2026-11-22T09:59:30Z")));
    }

    /** The same event with the time at which the API server recorded it. */
    public static PodEvent failed(String message, Instant recorded) {
        var event = failed(message);
        return new PodEvent(
                event.reason(),
                event.message(),
                event.container(),
                event.count(),
                event.first(),
                event.last(),
                Optional.of(recorded));
    }

    /** Sets another runtime on the shop's node. */
    public void runs(String containerRuntime) {
        var it = node.orElseThrow();
        node = Optional.of(new Node(
                it.name(),
                it.nodePool(),
                it.platform(),
                it.address(),
                it.troubles(),
                it.machine(),
                it.kubeletVersion(),
                it.nodeImage(),
                Optional.of(containerRuntime)));
    }

    /** A context for the shop's pod, as a check gets it. */
    public PullContext pull() {
        return pull(PullFailure.ofPod(CLUSTER, "shop", "web"));
    }

    public PullContext pull(PullFailure failure) {
        return new PullContext(failure, this, reads(), clock());
    }

    public Diagnosis diagnose(List<Check> checks) {
        return diagnose(checks, PullFailure.ofPod(CLUSTER, "shop", "web"));
    }

    public Diagnosis diagnose(List<Check> checks, PullFailure failure) {
        return new Diagnostician(checks, tally -> this, reads(), clock(), Duration.ofSeconds(20))
                .diagnose(failure, new Trigger(TriggerType.HTTP, "test"));
    }

    public static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static ReadExecutor reads() {
        return new ReadExecutor(8, Duration.ofSeconds(20));
    }

    <T> T answer(String question, Supplier<T> answer) {
        asked.add(question);
        var failure = unreadable.getOrDefault(question, unreadable.get(question.split(" ", 2)[0]));
        if (failure != null) {
            throw failure;
        }
        return answer.get();
    }

    @Override
    public Clusters clusters() {
        return new Clusters() {
            @Override
            public List<ResourceGraphCluster> visible() {
                return answer(
                        "clusters",
                        () -> cluster.stream().map(found -> entryOf(found)).toList());
            }

            @Override
            public Optional<Cluster> cluster(ResourceId id) {
                return answer(
                        "cluster",
                        () -> cluster.filter(resource -> resource.id().equals(id)));
            }

            @Override
            public List<ScaleSet> scaleSets(ResourceId nodeResourceGroup) {
                return answer("scaleSets", () -> List.copyOf(scaleSets));
            }

            @Override
            public Optional<VirtualMachine> virtualMachine(ResourceId id) {
                return answer(
                        "machine",
                        () -> machines.stream()
                                .filter(machine -> machine.id().equals(id))
                                .findFirst());
            }

            @Override
            public List<VirtualMachine> virtualMachines(ResourceId nodeResourceGroup) {
                return answer("machines", () -> List.copyOf(machines));
            }

            @Override
            public ServiceAccountImagePullProfile imagePullProfile(ResourceId cluster) {
                return answer("imagePullProfile", () -> imagePullProfile);
            }

            @Override
            public List<IdentityBinding> identityBindings(ResourceId cluster) {
                return answer("identityBindings", () -> List.copyOf(identityBindings));
            }

            @Override
            public Kubeconfig userKubeconfig(ResourceId cluster) {
                throw new IllegalStateException("nothing connects with a kubeconfig here");
            }

            @Override
            public Optional<String> workspaceCustomerId(ResourceId workspace) {
                return answer("workspace", () -> Optional.of("customer"));
            }
        };
    }

    @Override
    public Registries registries() {
        return new Registries() {
            @Override
            public List<ResourceGraphRegistry> encryptedWithKeyOf(String vault) {
                return visible().stream()
                        .filter(entry -> entry.id().equals(registry.id()))
                        .filter(entry -> registry.state()
                                .customerKey()
                                .flatMap(CustomerManagedKey::vaultAndKey)
                                .filter(key -> key.vault().equalsIgnoreCase(vault))
                                .isPresent())
                        .toList();
            }

            @Override
            public List<ResourceGraphRegistry> visible() {
                return answer(
                        "registries",
                        () -> Stream.concat(
                                        Stream.of(new ResourceGraphRegistry(
                                                registry.id(), registry.loginServer(), registryTenant)),
                                        otherRegistries.stream())
                                .toList());
            }

            @Override
            public List<String> searchedSubscriptions() {
                return answer("subscriptions", () -> List.of("Shop", "Shop test"));
            }

            @Override
            public List<String> unseenSubscriptions() {
                return answer("unseenSubscriptions", () -> List.copyOf(unseenSubscriptions));
            }

            @Override
            public List<TokenStatusAndPasswords> tokens(ResourceId id) {
                return answer(
                        "tokens",
                        () -> tokens.values().stream().map(RegistryToken::state).toList());
            }

            @Override
            public List<String> replicaLocations(ResourceId id) {
                return answer("replicas", () -> List.copyOf(replicas));
            }

            @Override
            public List<String> regionalEndpoints(ResourceId id) {
                return answer("regionalEndpoints", () -> List.copyOf(imagesAt.keySet()));
            }

            @Override
            public List<ResourceId> allowedSubnets(ResourceId id) {
                return answer("allowedSubnets", () -> List.copyOf(allowedSubnets));
            }

            @Override
            public RegistryResourceHealth health(ResourceId id) {
                return answer("health", () -> health);
            }

            @Override
            public Optional<Registry> registry(ResourceId id) {
                return answer("registry", () -> Optional.of(registry));
            }

            @Override
            public List<SecretValue> adminPasswords(ResourceId id) {
                return answer("adminPasswords", () -> List.copyOf(adminPasswords));
            }

            @Override
            public Optional<RegistryToken> token(ResourceId id, String name) {
                return answer("token " + name, () -> Optional.ofNullable(tokens.get(name)));
            }

            @Override
            public List<CacheRule> cacheRules(ResourceId id) {
                return answer("cacheRules", () -> List.copyOf(cacheRules));
            }

            @Override
            public Optional<CredentialSet> credentialSet(ResourceId id) {
                return answer(
                        "credentialSet",
                        () -> credentialSets.stream()
                                .filter(set -> set.id().equals(id))
                                .findFirst());
            }

            @Override
            public List<CredentialRegeneration> regenerations(ResourceId id, Instant since) {
                return answer("regenerations", () -> List.copyOf(regenerations));
            }
        };
    }

    @Override
    public AccessControl accessControl() {
        return new AccessControl() {
            @Override
            public List<String> visibleSubscriptions() {
                return answer("subscriptions", () -> List.of(REGISTRY.subscription()));
            }

            @Override
            public List<RoleAssignment> assignedTo(String principalId, ResourceId scope) {
                return answer(
                        "assignedTo " + principalId,
                        () -> assignments.stream()
                                .filter(permission -> permission.isHeldBy(principalId)
                                        || groups.getOrDefault(permission.principalId(), Set.of())
                                                .contains(principalId))
                                .toList());
            }

            @Override
            public List<RoleAssignment> at(ResourceId scope) {
                return answer("assignments", () -> List.copyOf(assignments));
            }

            @Override
            public List<DenyAssignment> denyAssignmentsAt(ResourceId scope) {
                return answer("denyAssignments", () -> List.copyOf(denyAssignments));
            }

            @Override
            public List<RoleDefinition> definitionsAt(ResourceId scope) {
                return answer("definitions", () -> List.copyOf(definitions));
            }

            @Override
            public Optional<RoleDefinition> definition(ResourceId scope, String guid) {
                return answer(
                        "definition " + guid,
                        () -> definitions.stream()
                                .filter(role -> role.guid().equalsIgnoreCase(guid))
                                .findFirst());
            }
        };
    }

    @Override
    public EntraDirectory directory() {
        return new EntraDirectory() {
            @Override
            public List<DirectoryServicePrincipal> servicePrincipals(Set<String> objectIds) {
                return answer(
                        "principals " + objectIds,
                        () -> principals.stream()
                                .filter(principal -> objectIds.contains(principal.objectId()))
                                .toList());
            }

            @Override
            public List<EntraApp> apps(Set<String> appIds) {
                return answer(
                        "apps",
                        () -> appIds.stream()
                                .map(id -> apps.getOrDefault(id, new EntraApp(id, Optional.empty(), Optional.empty())))
                                .toList());
            }
        };
    }

    @Override
    public ClusterLogs logs() {
        return new ClusterLogs() {
            @Override
            public Optional<LoggedPodEvent> newestPullFailure(
                    String workspace, ResourceId cluster, String namespace, String pod) {
                return answer("logs", () -> logged);
            }

            @Override
            public LoggedPullFailureRows pullFailures(String workspace, LogQueryPodFilter pods, TimeWindow happened) {
                throw new IllegalStateException("a diagnosis does not ask for all failures");
            }

            @Override
            public LoggedPullFailureRows pullFailuresArrived(String workspace, TimeWindow arrived) {
                throw new IllegalStateException("a diagnosis does not ask for all failures");
            }
        };
    }

    @Override
    public Images images() {
        return new ShopImages(this::answer, this);
    }

    @Override
    public Networks networks() {
        return network;
    }

    @Override
    public KeyVaults keyVaults() {
        return new KeyVaults() {
            @Override
            public Optional<KeyVault> vault(String name) {
                return answer("vault", () -> vault.filter(named -> named.name().equals(name)));
            }

            @Override
            public Optional<VaultKey> key(ResourceId vault, String name) {
                return answer("key", () -> vaultKey);
            }
        };
    }

    @Override
    public KubernetesObjects workloads(ResourceId cluster) {
        return answer("workloads", () -> new KubernetesObjects() {
            @Override
            public Optional<Pod> pod(String namespace, String name) {
                return answer("pod", () -> pod);
            }

            @Override
            public List<Pod> pods() {
                return answer("pods", () -> pod.stream().toList());
            }

            @Override
            public Optional<Instant> lastStart(String registryHost) {
                return answer("lastStart", () -> lastStart);
            }

            @Override
            public Map<ServiceAccountName, List<String>> pullSecretsByServiceAccount() {
                return answer(
                        "serviceAccounts",
                        () -> serviceAccountSecrets.isEmpty()
                                ? Map.of()
                                : Map.of(
                                        new ServiceAccountName("shop", "default"), List.copyOf(serviceAccountSecrets)));
            }

            @Override
            public List<PullSecret> pullSecrets() {
                return answer("secrets", () -> List.copyOf(secrets.values()));
            }

            @Override
            public List<PodEvent> eventsOfPod(String namespace, String name) {
                return answer("events", () -> List.copyOf(events));
            }

            @Override
            public List<String> pullSecretsOfServiceAccount(String namespace, String name) {
                return answer("serviceAccount", () -> List.copyOf(serviceAccountSecrets));
            }

            @Override
            public Optional<ServiceAccountAnnotations> pullAnnotations(String namespace, String serviceAccount) {
                return answer("annotations", () -> Optional.of(annotations));
            }

            @Override
            public Optional<Node> node(String name) {
                return answer("node", () -> node);
            }

            @Override
            public Optional<PullSecret> pullSecret(String namespace, String name) {
                return answer("secret " + name, () -> Optional.ofNullable(secrets.get(name)));
            }

            @Override
            public void close() {}
        });
    }
}
