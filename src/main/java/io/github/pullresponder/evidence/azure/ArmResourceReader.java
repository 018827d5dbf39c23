package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.ReadValueCallback;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.pullresponder.evidence.azure.http.JsonHttpClient;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads resources of ARM into the SDK's models, without the SDK's client of the service. The client of networks creates a hundred and
 * fifty objects and took half a second of a fresh process's first answer.
 */
final class ArmResourceReader {
    private static final int MOST_PAGES = 10;

    private final AzureConnection azure;
    private final HttpPipeline pipeline;
    private final ArmPages pages;
    private final String apiVersion;

    ArmResourceReader(AzureConnection azure, HttpPipeline pipeline, String apiVersion) {
        this.azure = azure;
        this.pipeline = pipeline;
        this.pages = new ArmPages(pipeline);
        this.apiVersion = apiVersion;
    }

    /** One resource. */
    <T> T get(ResourceId id, ReadValueCallback<JsonReader, T> model) {
        return get(id.toString(), model);
    }

    /** Returns a resource below another: {@code <parent>/<kind>/<name>}. The name may be one that ids of other resources cannot have. */
    <T> T get(ResourceId parent, String kind, String name, ReadValueCallback<JsonReader, T> model) {
        return get("%s/%s/%s".formatted(parent, kind, name), model);
    }

    private <T> T get(String path, ReadValueCallback<JsonReader, T> model) {
        return read(JsonHttpClient.send(pipeline, new HttpRequest(HttpMethod.GET, address(path))), model);
    }

    /** Lists all resources of a type in a resource group, or of a kind below a resource: {@code <parent>/<kind>}. */
    <T> Stream<T> list(ResourceId parent, String kind, ReadValueCallback<JsonReader, T> model) {
        return pages.from(address(parent + "/" + kind))
                .flatMap(Function.identity())
                .map(item -> read(item, model));
    }

    /** Lists all items that an action of a resource returns, page by page: {@code {"value": […], "skipToken": "…"}}. */
    <T> List<T> listByAction(ResourceId resource, String action, ReadValueCallback<JsonReader, T> model) {
        var items = new ArrayList<T>();
        var options = JsonNodeFactory.instance.objectNode();
        for (var pages = 0; pages < MOST_PAGES; pages++) {
            var request = new HttpRequest(HttpMethod.POST, address(resource + "/" + action))
                    .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                    .setBody(options.toString());
            var page = JsonHttpClient.send(pipeline, request);
            ArmPages.items(page).map(item -> read(item, model)).forEach(items::add);
            if (page.path("skipToken").asText().isEmpty()) {
                return items;
            }
            options.put("skipToken", page.path("skipToken").asText());
        }
        throw EvidenceUnavailableException.limit(
                "entries of " + action + " of " + resource.name(), items.size(), OptionalInt.empty());
    }

    private String address(String path) {
        return ArmUrlBuilder.of(azure, path, apiVersion);
    }

    private static <T> T read(JsonNode json, ReadValueCallback<JsonReader, T> model) {
        try (var reader = JsonProviders.createReader(json.toString())) {
            return model.read(reader);
        } catch (IOException e) {
            // Without the original exception: its message quotes the response.
            throw new IllegalArgumentException("an answer of another form than the service documents");
        }
    }
}
