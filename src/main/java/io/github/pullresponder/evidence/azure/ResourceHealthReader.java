package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import io.github.pullresponder.evidence.azure.http.JsonHttpClient;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.RegistryResourceHealth;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/**
 * Reads Azure Resource Health over plain HTTP: a client library for one call is not worth its size.
 *
 * <p>Source: "Availability Statuses - Get By Resource" (Resource Health REST API, 2024-02-01).
 */
final class ResourceHealthReader {
    private static final String CURRENT = "/providers/Microsoft.ResourceHealth/availabilityStatuses/current";

    private final AzureConnection azure;
    private final HttpPipeline pipeline;

    ResourceHealthReader(AzureConnection azure, HttpPipeline pipeline) {
        this.azure = azure;
        this.pipeline = pipeline;
    }

    RegistryResourceHealth of(ResourceId registry) {
        return azure.read("the health of " + registry.name(), Permission.READ_RESOURCE_HEALTH, () -> {
            var url = ArmUrlBuilder.of(azure, registry + CURRENT, "2024-02-01");
            var status = JsonHttpClient.send(pipeline, new HttpRequest(HttpMethod.GET, url))
                    .path("properties");
            var availability =
                    Optional.ofNullable(status.path("availabilityState").textValue());
            return new RegistryResourceHealth(
                    registry,
                    availability.orElseThrow(() -> new IllegalArgumentException("a status without a state")),
                    Optional.ofNullable(status.path("summary").textValue()));
        });
    }
}
