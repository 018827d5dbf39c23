package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.cluster.IdentityBinding;
import io.github.pullresponder.cluster.ServiceAccountImagePullProfile;
import io.github.pullresponder.evidence.azure.http.JsonHttpClient;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads parts of clusters that only a preview of the API returns, over plain HTTP: the SDK's models lack them.
 *
 * <p>Source: "Managed Clusters - Get" and "Identity Bindings - List By Managed Cluster" (AKS REST API, 2026-01-02-preview).
 */
final class ClusterPreviewApi {
    private static final String API = "2026-01-02-preview";
    private static final String PROFILE = "/properties/securityProfile/serviceAccountImagePullProfile";

    private final AzureConnection azure;
    private final HttpPipeline pipeline;

    ClusterPreviewApi(AzureConnection azure, HttpPipeline pipeline) {
        this.azure = azure;
        this.pipeline = pipeline;
    }

    ServiceAccountImagePullProfile imagePullProfile(ResourceId cluster) {
        return azure.read(
                "image pull profile of " + cluster.name(),
                Permission.READ_CLUSTER,
                () -> asProfile(JsonHttpClient.send(
                        pipeline, new HttpRequest(HttpMethod.GET, ArmUrlBuilder.of(azure, cluster.toString(), API)))));
    }

    List<IdentityBinding> identityBindings(ResourceId cluster) {
        return azure.read(
                "identity bindings of " + cluster.name(),
                Permission.READ_IDENTITY_BINDINGS,
                () -> new ArmPages(pipeline)
                        .from(ArmUrlBuilder.of(azure, cluster + "/identityBindings", API))
                        .flatMap(Function.identity())
                        .map(ClusterPreviewApi::asBinding)
                        .toList());
    }

    /** Rejects a response that is not a cluster: it would be read as a cluster without the profile. */
    private static ServiceAccountImagePullProfile asProfile(JsonNode cluster) {
        if (!cluster.path("properties").isObject()) {
            throw new IllegalArgumentException("a response that is not a cluster");
        }
        var profile = cluster.at(PROFILE);
        return new ServiceAccountImagePullProfile(
                profile.path("enabled").asBoolean(),
                text(profile, "defaultManagedIdentityId").map(ResourceId::parse));
    }

    private static IdentityBinding asBinding(JsonNode binding) {
        var identity = binding.at("/properties/managedIdentity");
        return new IdentityBinding(
                ResourceId.parse(binding.path("id").asText()),
                ResourceId.parse(identity.path("resourceId").asText()),
                identity.path("clientId").asText(),
                identity.path("objectId").asText(),
                binding.at("/properties/provisioningState").asText());
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue()).filter(value -> !value.isEmpty());
    }
}
