package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.evidence.azure.http.JsonHttpClient;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Reads parts of registries that only a preview of the API returns, over plain HTTP: the SDK's models lack them.
 *
 * <p>Source: "Registries - Get" (ACR REST API, 2026-01-01-preview); "Regional endpoints for geo-replicated registries". The subnet rules
 * are in other previews: azure-cli reads them with this one ({@code az acr network-rule}).
 */
final class RegistryPreviewApi {
    private static final String API = "2026-01-01-preview";
    private static final String API_WITH_SUBNETS = "2021-08-01-preview";
    private static final String ENABLED = "Enabled";
    private static final String ALLOW = "Allow";

    private final AzureConnection azure;
    private final HttpPipeline pipeline;

    RegistryPreviewApi(AzureConnection azure, HttpPipeline pipeline) {
        this.azure = azure;
        this.pipeline = pipeline;
    }

    List<String> regionalEndpoints(ResourceId registry) {
        return azure.read(
                "regional endpoints of " + registry.name(),
                Permission.READ_REGISTRY,
                () -> endpointsOf(read(registry, API)));
    }

    List<ResourceId> allowedSubnets(ResourceId registry) {
        return azure.read(
                "the subnet rules of %s".formatted(registry.name()),
                Permission.READ_REGISTRY,
                () -> subnetsOf(read(registry, API_WITH_SUBNETS)));
    }

    private JsonNode read(ResourceId registry, String apiVersion) {
        return JsonHttpClient.send(
                pipeline, new HttpRequest(HttpMethod.GET, ArmUrlBuilder.of(azure, registry.toString(), apiVersion)));
    }

    /** Rejects a response without the list, as other versions return: it would be read as a registry without rules. */
    private static List<ResourceId> subnetsOf(JsonNode registry) {
        var rules = registry.at("/properties/networkRuleSet/virtualNetworkRules");
        if (!rules.isArray()) {
            throw new IllegalArgumentException("a response without subnet rules");
        }
        return StreamSupport.stream(rules.spliterator(), false)
                .filter(rule -> ALLOW.equalsIgnoreCase(rule.path("action").asText(ALLOW)))
                .map(RegistryPreviewApi::subnetOf)
                .toList();
    }

    /** Newer versions use the name {@code virtualNetworkSubnetResourceId}. */
    private static ResourceId subnetOf(JsonNode rule) {
        return ResourceId.parse(rule.path("virtualNetworkSubnetResourceId")
                .asText(rule.path("id").asText()));
    }

    /** Rejects a response that is not a registry, or has no names: it would be read as a registry without endpoints. */
    private static List<String> endpointsOf(JsonNode registry) {
        var properties = registry.path("properties");
        if (!properties.isObject()) {
            throw new IllegalArgumentException("a response that is not a registry");
        }
        if (!ENABLED.equalsIgnoreCase(properties.path("regionalEndpoints").asText())) {
            return List.of();
        }
        var names = properties.path("regionalEndpointHostNames");
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a response without endpoint names");
        }
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
