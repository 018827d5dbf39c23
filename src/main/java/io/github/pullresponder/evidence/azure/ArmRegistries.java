package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpPipeline;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.resourcemanager.containerregistry.fluent.ContainerRegistryManagementClient;
import com.azure.resourcemanager.containerregistry.fluent.models.CacheRuleInner;
import com.azure.resourcemanager.containerregistry.fluent.models.CredentialSetInner;
import com.azure.resourcemanager.containerregistry.fluent.models.PrivateEndpointConnectionInner;
import com.azure.resourcemanager.containerregistry.fluent.models.RegistryInner;
import com.azure.resourcemanager.containerregistry.fluent.models.ReplicationInner;
import com.azure.resourcemanager.containerregistry.fluent.models.TokenInner;
import com.azure.resourcemanager.containerregistry.implementation.ContainerRegistryManagementClientBuilder;
import com.azure.resourcemanager.containerregistry.models.AuthCredential;
import com.azure.resourcemanager.containerregistry.models.AzureADAuthenticationAsArmPolicyStatus;
import com.azure.resourcemanager.containerregistry.models.ConnectionStatus;
import com.azure.resourcemanager.containerregistry.models.CredentialHealth;
import com.azure.resourcemanager.containerregistry.models.CredentialHealthStatus;
import com.azure.resourcemanager.containerregistry.models.DefaultAction;
import com.azure.resourcemanager.containerregistry.models.EncryptionProperty;
import com.azure.resourcemanager.containerregistry.models.EncryptionStatus;
import com.azure.resourcemanager.containerregistry.models.IdentityProperties;
import com.azure.resourcemanager.containerregistry.models.IpRule;
import com.azure.resourcemanager.containerregistry.models.NetworkRuleSet;
import com.azure.resourcemanager.containerregistry.models.Policies;
import com.azure.resourcemanager.containerregistry.models.PolicyStatus;
import com.azure.resourcemanager.containerregistry.models.ProvisioningState;
import com.azure.resourcemanager.containerregistry.models.PublicNetworkAccess;
import com.azure.resourcemanager.containerregistry.models.TokenCredentialsProperties;
import com.azure.resourcemanager.containerregistry.models.TokenStatus;
import com.azure.resourcemanager.containerregistry.models.UserIdentityProperties;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.evidence.Registries;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.CredentialRegeneration;
import io.github.pullresponder.registry.CredentialSet;
import io.github.pullresponder.registry.CredentialSet.UpstreamCredential;
import io.github.pullresponder.registry.CredentialSet.UpstreamCredentialHealth;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import io.github.pullresponder.registry.RegistryProperties;
import io.github.pullresponder.registry.RegistryProperties.CustomerManagedKey;
import io.github.pullresponder.registry.RegistryResourceHealth;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.registry.RegistryToken.TokenStatusAndPasswords;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.registry.RoleAssignmentMode;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Container registries, found with Resource Graph and read from Azure Resource Manager. */
public final class ArmRegistries implements Registries {
    private static final String ALL_REGISTRIES = "resources | where type =~ 'microsoft.containerregistry/registries'"
            + " | project id, tenantId, loginServer = tostring(properties.loginServer) | order by id asc";

    private static final String KEYS_OF_REGISTRIES =
            "resources | where type =~ 'microsoft.containerregistry/registries'"
                    + " | project id, tenantId, loginServer = tostring(properties.loginServer),"
                    + " key = tostring(properties.encryption.keyVaultProperties.keyIdentifier) | order by id asc";

    private static final String ALL_SUBSCRIPTIONS =
            "resourcecontainers | where type =~ 'microsoft.resources/subscriptions'"
                    + " | project name, subscriptionId | order by name asc";

    /** The maximum for a registry ("Artifact cache", limitations). */
    private static final int MOST_CACHE_RULES = 1_000;

    private final AzureConnection azure;
    private final HttpPipeline pipeline;
    private final ClientPerSubscription<ContainerRegistryManagementClient> clients;
    private final ResourceGraph graph;
    private final List<String> subscriptions;

    /** @param subscriptions the subscriptions to search; empty for all that are visible */
    public ArmRegistries(AzureConnection azure, List<String> subscriptions, RequestCounter tally) {
        this.azure = azure;
        this.pipeline = azure.armPipeline(tally);
        var endpoint = azure.environment().getResourceManagerEndpoint();
        this.clients = new ClientPerSubscription<>(subscription -> new ContainerRegistryManagementClientBuilder()
                .pipeline(pipeline)
                .endpoint(endpoint)
                .subscriptionId(subscription)
                .buildClient());
        this.subscriptions = List.copyOf(subscriptions);
        this.graph = new ResourceGraph(
                ResourceGraphManager.authenticate(pipeline, new AzureProfile(azure.environment())), subscriptions);
    }

    @Override
    public List<ResourceGraphRegistry> visible() {
        return azure.read(
                "the list of registries",
                Permission.FIND_REGISTRIES,
                () -> graph.rows(ALL_REGISTRIES).stream()
                        .filter(row -> row.get("loginServer") != null)
                        .map(ArmRegistries::asEntry)
                        .toList());
    }

    @Override
    public List<ResourceGraphRegistry> encryptedWithKeyOf(String vault) {
        return azure.read(
                "the registries with a key of vault " + vault,
                Permission.FIND_REGISTRIES,
                () -> graph.rows(KEYS_OF_REGISTRIES).stream()
                        .filter(row -> row.get("loginServer") != null)
                        .filter(row ->
                                vaultOf(row).filter(vault::equalsIgnoreCase).isPresent())
                        .map(ArmRegistries::asEntry)
                        .toList());
    }

    private static Optional<String> vaultOf(Map<String, Object> row) {
        return Optional.ofNullable((String) row.get("key"))
                .flatMap(key -> new CustomerManagedKey(key, Optional.empty()).vaultAndKey())
                .map(CustomerManagedKey.VaultAndKey::vault);
    }

    @Override
    public Optional<Registry> registry(ResourceId id) {
        return azure.find(
                "registry " + id.name(),
                Permission.READ_REGISTRY,
                () -> asRegistry(clients.of(id)
                        .getRegistries()
                        .getByResourceGroupWithResponse(id.resourceGroup(), id.name(), Context.NONE)
                        .getValue()));
    }

    @Override
    public List<String> searchedSubscriptions() {
        return subscriptionRows().stream().map(row -> (String) row.get("name")).toList();
    }

    /** Resource Graph omits requested subscriptions that are not visible. */
    @Override
    public List<String> unseenSubscriptions() {
        if (subscriptions.isEmpty()) {
            return List.of();
        }
        var seen = subscriptionRows().stream()
                .map(row -> String.valueOf(row.get("subscriptionId")).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return subscriptions.stream()
                .filter(id -> !seen.contains(id.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private List<Map<String, Object>> subscriptionRows() {
        return azure.read("the list of subscriptions", Permission.FIND_REGISTRIES, () -> graph.rows(ALL_SUBSCRIPTIONS));
    }

    @Override
    public List<String> replicaLocations(ResourceId id) {
        return azure.read(
                "the replicas of " + id.name(),
                Permission.READ_REGISTRY,
                () -> clients.of(id).getReplications().list(id.resourceGroup(), id.name()).stream()
                        .map(ReplicationInner::location)
                        .toList());
    }

    @Override
    public List<String> regionalEndpoints(ResourceId id) {
        return new RegistryPreviewApi(azure, pipeline).regionalEndpoints(id);
    }

    @Override
    public List<ResourceId> allowedSubnets(ResourceId id) {
        return new RegistryPreviewApi(azure, pipeline).allowedSubnets(id);
    }

    @Override
    public RegistryResourceHealth health(ResourceId id) {
        return new ResourceHealthReader(azure, pipeline).of(id);
    }

    @Override
    public List<SecretValue> adminPasswords(ResourceId id) {
        return azure.read(
                "the admin credentials of " + id.name(),
                Permission.LIST_ADMIN_CREDENTIALS,
                () -> clients
                        .of(id)
                        .getRegistries()
                        .listCredentialsWithResponse(id.resourceGroup(), id.name(), Context.NONE)
                        .getValue()
                        .passwords()
                        .stream()
                        .map(password -> new SecretValue(password.value()))
                        .toList());
    }

    @Override
    public Optional<RegistryToken> token(ResourceId id, String name) {
        return azure.find(
                "the token of %s that a pull secret names".formatted(id.name()),
                Permission.READ_REGISTRY_TOKENS,
                () -> {
                    var token = clients.of(id)
                            .getTokens()
                            .getWithResponse(id.resourceGroup(), id.name(), name, Context.NONE)
                            .getValue();
                    var scopeMap = Optional.ofNullable(token.scopeMapId()).map(ResourceId::parse);
                    return new RegistryToken(
                            stateOf(token),
                            scopeMap,
                            scopeMap.map(map -> actionsOf(id, map)).orElse(List.of()));
                });
    }

    @Override
    public List<TokenStatusAndPasswords> tokens(ResourceId id) {
        return azure.read(
                "the tokens of " + id.name(),
                Permission.READ_REGISTRY_TOKENS,
                () -> clients.of(id).getTokens().list(id.resourceGroup(), id.name()).stream()
                        .map(ArmRegistries::stateOf)
                        .toList());
    }

    @Override
    public List<CacheRule> cacheRules(ResourceId id) {
        var what = "the cache rules of " + id.name();
        var rules = azure.read(
                what,
                Permission.READ_CACHE_RULES,
                () -> clients.of(id).getCacheRules().list(id.resourceGroup(), id.name()).stream()
                        .limit(MOST_CACHE_RULES + 1L)
                        .map(ArmRegistries::asCacheRule)
                        .toList());
        if (rules.size() > MOST_CACHE_RULES) {
            throw EvidenceUnavailableException.limit(
                    "cache rules of " + id.name(), MOST_CACHE_RULES, OptionalInt.empty());
        }
        return rules;
    }

    @Override
    public Optional<CredentialSet> credentialSet(ResourceId id) {
        return azure.find(
                "credential set " + id.name(),
                Permission.READ_CREDENTIAL_SETS,
                () -> asCredentialSet(clients.of(id)
                        .getCredentialSets()
                        .getWithResponse(id.resourceGroup(), id.parent().name(), id.name(), Context.NONE)
                        .getValue()));
    }

    private static CacheRule asCacheRule(CacheRuleInner rule) {
        return new CacheRule(
                ResourceId.parse(rule.id()),
                Objects.requireNonNull(rule.sourceRepository()),
                Objects.requireNonNull(rule.targetRepository()),
                Optional.ofNullable(rule.credentialSetResourceId())
                        .filter(set -> !set.isBlank())
                        .map(ResourceId::parse));
    }

    private static CredentialSet asCredentialSet(CredentialSetInner set) {
        return new CredentialSet(
                ResourceId.parse(set.id()),
                Optional.ofNullable(set.loginServer()).orElse("its source"),
                Optional.ofNullable(set.authCredentials()).orElse(List.of()).stream()
                        .map(ArmRegistries::asCredential)
                        .toList());
    }

    private static UpstreamCredential asCredential(AuthCredential credential) {
        var health = Optional.ofNullable(credential.credentialHealth());
        return new UpstreamCredential(
                Stream.of(credential.usernameSecretIdentifier(), credential.passwordSecretIdentifier())
                        .filter(Objects::nonNull)
                        .toList(),
                health.map(CredentialHealth::status)
                        .map(ArmRegistries::healthOf)
                        .orElse(UpstreamCredentialHealth.UNKNOWN),
                health.stream()
                        .flatMap(state -> Stream.of(state.errorCode(), state.errorMessage()))
                        .filter(text -> text != null && !text.isBlank())
                        .collect(Collectors.joining(": ")));
    }

    private static UpstreamCredentialHealth healthOf(CredentialHealthStatus status) {
        if (status.equals(CredentialHealthStatus.HEALTHY)) {
            return UpstreamCredentialHealth.HEALTHY;
        }
        return status.equals(CredentialHealthStatus.UNHEALTHY)
                ? UpstreamCredentialHealth.UNHEALTHY
                : UpstreamCredentialHealth.UNKNOWN;
    }

    private List<String> actionsOf(ResourceId registry, ResourceId scopeMap) {
        return clients.of(registry)
                .getScopeMaps()
                .getWithResponse(registry.resourceGroup(), registry.name(), scopeMap.name(), Context.NONE)
                .getValue()
                .actions();
    }

    @Override
    public List<CredentialRegeneration> regenerations(ResourceId registry, Instant since) {
        return new ActivityLogReader(azure, pipeline).regenerations(registry, since);
    }

    private static TokenStatusAndPasswords stateOf(TokenInner token) {
        return new TokenStatusAndPasswords(
                ResourceId.parse(token.id()),
                token.status() == null || TokenStatus.ENABLED.equals(token.status()),
                passwordsOf(token));
    }

    private static List<RegistryToken.Password> passwordsOf(TokenInner token) {
        return Optional.ofNullable(token.credentials())
                .map(TokenCredentialsProperties::passwords)
                .orElse(List.of())
                .stream()
                .map(password -> new RegistryToken.Password(
                        password.name() == null ? "password" : password.name().toString(),
                        Optional.ofNullable(password.expiry()).map(OffsetDateTime::toInstant),
                        Optional.ofNullable(password.creationTime()).map(OffsetDateTime::toInstant)))
                .toList();
    }

    private static ResourceGraphRegistry asEntry(Map<String, Object> row) {
        return new ResourceGraphRegistry(
                ResourceId.parse(Objects.requireNonNull((String) row.get("id"))),
                Objects.requireNonNull((String) row.get("loginServer")),
                Optional.ofNullable((String) row.get("tenantId")));
    }

    private static Registry asRegistry(RegistryInner registry) {
        return new Registry(
                ResourceId.parse(registry.id()),
                registry.loginServer(),
                registry.roleAssignmentMode() == null
                        ? RoleAssignmentMode.LEGACY
                        : RoleAssignmentMode.named(registry.roleAssignmentMode().toString()),
                Boolean.TRUE.equals(registry.anonymousPullEnabled()),
                Boolean.TRUE.equals(registry.adminUserEnabled()),
                Optional.ofNullable(registry.policies())
                        .map(Policies::azureADAuthenticationAsArmPolicy)
                        .map(policy -> !AzureADAuthenticationAsArmPolicyStatus.DISABLED.equals(policy.status()))
                        .orElse(true),
                networkOf(registry),
                stateOf(registry));
    }

    private static RegistryNetwork networkOf(RegistryInner registry) {
        var rules = Optional.ofNullable(registry.networkRuleSet());
        return new RegistryNetwork(
                publicAccessOf(registry),
                rules.map(NetworkRuleSet::defaultAction)
                        .filter(DefaultAction.DENY::equals)
                        .isPresent(),
                rules.map(NetworkRuleSet::ipRules).orElse(List.of()).stream()
                        .map(IpRule::ipAddressOrRange)
                        .toList(),
                Optional.ofNullable(registry.privateEndpointConnections()).orElse(List.of()).stream()
                        .map(ArmRegistries::asConnection)
                        .toList(),
                Optional.ofNullable(registry.dataEndpointHostNames()).orElse(List.of()));
    }

    private static PublicAccess publicAccessOf(RegistryInner registry) {
        if (registry.publicNetworkAccess() == null
                || PublicNetworkAccess.ENABLED.equals(registry.publicNetworkAccess())) {
            return PublicAccess.ENABLED;
        }
        return PublicNetworkAccess.DISABLED.equals(registry.publicNetworkAccess())
                ? PublicAccess.DISABLED
                : PublicAccess.OTHER;
    }

    private static EndpointConnection asConnection(PrivateEndpointConnectionInner connection) {
        return new EndpointConnection(
                Optional.ofNullable(connection.name())
                        .orElseGet(() -> ResourceId.parse(connection.id()).name()),
                Optional.ofNullable(connection.privateEndpoint())
                        .map(endpoint -> endpoint.id())
                        .map(ResourceId::parse),
                Optional.ofNullable(connection.privateLinkServiceConnectionState())
                        .map(state -> state.status())
                        .map(ConnectionStatus::toString)
                        .orElse("unknown"));
    }

    private static RegistryProperties stateOf(RegistryInner registry) {
        return new RegistryProperties(
                Optional.ofNullable(registry.location()).orElse(""),
                Optional.ofNullable(registry.sku())
                        .map(sku -> sku.name().toString())
                        .orElse("unknown"),
                Optional.ofNullable(registry.provisioningState())
                        .map(ProvisioningState::toString)
                        .orElse("unknown"),
                Optional.ofNullable(registry.policies())
                        .map(Policies::quarantinePolicy)
                        .map(policy -> PolicyStatus.ENABLED.equals(policy.status()))
                        .orElse(false),
                customerKeyOf(registry));
    }

    private static Optional<CustomerManagedKey> customerKeyOf(RegistryInner registry) {
        return Optional.ofNullable(registry.encryption())
                .filter(encryption -> EncryptionStatus.ENABLED.equals(encryption.status()))
                .map(EncryptionProperty::keyVaultProperties)
                .map(key -> new CustomerManagedKey(key.keyIdentifier(), objectIdOf(key.identity(), registry)));
    }

    /** The identity that reads the key: the user-assigned one with that client id, or the registry's own if no client id is named. */
    private static Optional<String> objectIdOf(String clientId, RegistryInner registry) {
        var identity = Optional.ofNullable(registry.identity());
        if (clientId == null) {
            return identity.map(IdentityProperties::principalId);
        }
        return identity.map(IdentityProperties::userAssignedIdentities).orElse(Map.of()).values().stream()
                .filter(assigned -> assigned != null && clientId.equalsIgnoreCase(assigned.clientId()))
                .map(UserIdentityProperties::principalId)
                .findFirst();
    }
}
