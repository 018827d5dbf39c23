package io.github.pullresponder.evidence.registry;

import com.azure.containers.containerregistry.ContainerRegistryClient;
import com.azure.containers.containerregistry.ContainerRegistryClientBuilder;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.evidence.azure.http.JsonHttpClient;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The API of one registry for one scope: the SDK's clients, and JSON for calls that the SDK lacks. */
final class RegistryApi {
    /** The hosts on which registries store content. Source: "Configure rules to access an Azure container registry behind a firewall". */
    private static final List<Pattern> CONTENT_HOSTS = List.of(
            Pattern.compile(".+\\.data\\.azurecr\\.(io|us|cn|de)"),
            Pattern.compile(".+\\.blob\\.core\\.(windows\\.net|usgovcloudapi\\.net|chinacloudapi\\.cn|cloudapi\\.de)"));

    /** Source: OCI image specification, "Media Types"; "Image Manifest Version 2, Schema 2". */
    private static final String MANIFEST_FORMATS = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private final String loginServer;
    private final HttpPipeline pipeline;
    private final HttpPipeline unauthenticated;

    RegistryApi(String loginServer, HttpPipeline pipeline, HttpPipeline unauthenticated) {
        this.loginServer = loginServer;
        this.pipeline = pipeline;
        this.unauthenticated = unauthenticated;
    }

    ContainerRegistryClient client() {
        return new ContainerRegistryClientBuilder()
                .endpoint("https://" + loginServer)
                .pipeline(pipeline)
                .buildClient();
    }

    JsonNode get(String pathAndQuery) {
        return JsonHttpClient.send(pipeline, request(pathAndQuery));
    }

    /** A manifest or an index, in any of the formats. */
    JsonNode manifest(String repository, String reference) {
        return JsonHttpClient.send(
                pipeline,
                request("/v2/" + repository + "/manifests/" + reference)
                        .setHeader(HttpHeaderName.ACCEPT, MANIFEST_FORMATS));
    }

    /**
     * A blob that contains JSON. The registry serves it itself or redirects to its storage. The link contains its own authorization, so no
     * token is sent there.
     */
    JsonNode blob(String repository, String digest) {
        var request = request("/v2/" + repository + "/blobs/" + digest);
        try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
            if (response.getStatusCode() / 100 != 3) {
                return JsonHttpClient.read(response);
            }
            var target = response.getHeaderValue(HttpHeaderName.LOCATION);
            if (target == null || !storesContent(URI.create(target))) {
                throw new HttpResponseException("a link to another host", response);
            }
            return JsonHttpClient.send(unauthenticated, new HttpRequest(HttpMethod.GET, target));
        }
    }

    private HttpRequest request(String pathAndQuery) {
        return new HttpRequest(HttpMethod.GET, "https://" + loginServer + pathAndQuery);
    }

    private boolean storesContent(URI target) {
        var host = String.valueOf(target.getHost()).toLowerCase(Locale.ROOT);
        return "https".equals(target.getScheme())
                && (host.equals(loginServer)
                        || CONTENT_HOSTS.stream()
                                .anyMatch(content -> content.matcher(host).matches()));
    }
}
