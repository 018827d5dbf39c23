package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.evidence.azure.http.JsonHttpClient;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads a list of ARM over plain HTTP, for the few calls without a client library: {@code {"value": […], "nextLink": "…"}}. */
final class ArmPages {
    private final HttpPipeline pipeline;

    ArmPages(HttpPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** The items of each page. A page is read on demand. */
    Stream<Stream<JsonNode>> from(String firstPage) {
        return Stream.iterate(
                        Optional.of(read(firstPage)),
                        Optional::isPresent,
                        page -> page.flatMap(ArmPages::next).map(this::read))
                .flatMap(Optional::stream)
                .map(ArmPages::items);
    }

    private JsonNode read(String url) {
        return JsonHttpClient.send(pipeline, new HttpRequest(HttpMethod.GET, url));
    }

    /** The pipeline refuses a link to another host. */
    private static Optional<String> next(JsonNode page) {
        return Optional.ofNullable(page.path("nextLink").textValue()).filter(link -> !link.isEmpty());
    }

    static Stream<JsonNode> items(JsonNode page) {
        if (!page.path("value").isArray()) {
            throw new IllegalArgumentException("a page without a list");
        }
        return StreamSupport.stream(page.path("value").spliterator(), false);
    }
}
