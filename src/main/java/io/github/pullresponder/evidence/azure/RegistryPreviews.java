package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.evidence.azure.http.JsonExchange;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Parts of registries that only a preview of the API returns, over plain HTTP: the SDK's models lack them.
 *
 * <p>Source: "Registries - Get" (ACR REST API, 2026-01-01-preview); "Regional endpoints for geo-replicated registries".
 */
final class RegistryPreviews {
    private static final String API = "2026-01-01-preview";
    private static final String ENABLED = "Enabled";

    private final AzureConnection azure;
    private final HttpPipeline pipeline;

    RegistryPreviews(AzureConnection azure, HttpPipeline pipeline) {
        this.azure = azure;
        this.pipeline = pipeline;
    }

    List<String> regionalEndpoints(ResourceId registry) {
        return azure.read(
                "regional endpoints of " + registry.name(),
                Permission.READ_REGISTRY,
                () -> endpointsOf(JsonExchange.send(
                        pipeline, new HttpRequest(HttpMethod.GET, ArmAddress.of(azure, registry.toString(), API)))));
    }

    /** An answer that is no registry, or leaves the names out, would pass for one without endpoints. */
    private static List<String> endpointsOf(JsonNode registry) {
        var properties = registry.path("properties");
        if (!properties.isObject()) {
            throw new IllegalArgumentException("an answer that is no registry");
        }
        if (!ENABLED.equalsIgnoreCase(properties.path("regionalEndpoints").asText())) {
            return List.of();
        }
        var names = properties.path("regionalEndpointHostNames");
        if (names.isEmpty()) {
            throw new IllegalArgumentException("an answer without the names of the endpoints");
        }
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
