package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.evidence.KeyVaults;
import io.github.pullresponder.evidence.azure.http.JsonHttpClient;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.registry.KeyVault;
import io.github.pullresponder.registry.VaultKey;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads key vaults and the attributes of their keys from Azure Resource Manager. Never requests a key. */
public final class ArmKeyVaults implements KeyVaults {
    private static final String API_VERSION = "2023-07-01";
    private static final String TRUSTED_SERVICES = "AzureServices";
    private static final List<String> NEEDED = List.of("get", "wrapkey", "unwrapkey");

    private final AzureConnection azure;
    private final HttpPipeline pipeline;
    private final ResourceGraph graph;

    /** @param subscriptions the subscriptions to search; empty for all that are visible */
    public ArmKeyVaults(AzureConnection azure, List<String> subscriptions, RequestCounter tally) {
        this.azure = azure;
        this.pipeline = azure.armPipeline(tally);
        this.graph = new ResourceGraph(
                ResourceGraphManager.authenticate(pipeline, new AzureProfile(azure.environment())), subscriptions);
    }

    @Override
    public Optional<KeyVault> vault(String name) {
        return azure.read(
                        "key vault " + name,
                        Permission.READ_KEY_VAULT,
                        () -> graph
                                .rows(
                                        "resources | where type =~ 'microsoft.keyvault/vaults' and name =~ %s | project id"
                                                .formatted(KqlLiterals.literal(name)))
                                .stream()
                                .map(row -> ResourceId.parse(Objects.requireNonNull((String) row.get("id"))))
                                .findFirst())
                .flatMap(id -> azure.find("key vault " + name, Permission.READ_KEY_VAULT, () -> asVault(id, get(id))));
    }

    @Override
    public Optional<VaultKey> key(ResourceId vault, String name) {
        var id = ResourceId.parse(vault + "/keys/" + name);
        return azure.find(
                "key %s of %s".formatted(name, vault.name()), Permission.READ_KEY_VAULT, () -> asKey(id, get(id)));
    }

    private JsonNode get(ResourceId id) {
        var url = ArmUrlBuilder.of(azure, id.toString(), API_VERSION);
        return JsonHttpClient.send(pipeline, new HttpRequest(HttpMethod.GET, url))
                .path("properties");
    }

    private static KeyVault asVault(ResourceId id, JsonNode properties) {
        var rules = properties.path("networkAcls");
        var closed = properties.path("publicNetworkAccess").asText().equalsIgnoreCase("Disabled")
                || rules.path("defaultAction").asText().equalsIgnoreCase("Deny");
        var trusted = rules.path("bypass").asText(TRUSTED_SERVICES).contains(TRUSTED_SERVICES);
        return new KeyVault(
                id,
                closed && !trusted,
                properties.path("enableRbacAuthorization").asBoolean(false),
                keyUsers(properties));
    }

    private static Optional<Set<String>> keyUsers(JsonNode properties) {
        if (!properties.path("accessPolicies").isArray()) {
            return Optional.empty();
        }
        var users = new HashSet<String>();
        for (var policy : properties.path("accessPolicies")) {
            var granted = new HashSet<String>();
            policy.at("/permissions/keys")
                    .forEach(permission -> granted.add(permission.asText().toLowerCase(Locale.ROOT)));
            if (granted.contains("all") || granted.containsAll(NEEDED)) {
                users.add(policy.path("objectId").asText().toLowerCase(Locale.ROOT));
            }
        }
        return Optional.of(users);
    }

    private static VaultKey asKey(ResourceId id, JsonNode properties) {
        var attributes = properties.path("attributes");
        return new VaultKey(
                id,
                attributes.path("enabled").asBoolean(true),
                time(attributes.path("nbf")),
                time(attributes.path("exp")));
    }

    /** Seconds since 1970. */
    private static Optional<Instant> time(JsonNode seconds) {
        return seconds.isNumber() ? Optional.of(Instant.ofEpochSecond(seconds.asLong())) : Optional.empty();
    }
}
