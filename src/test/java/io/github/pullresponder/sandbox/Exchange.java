package io.github.pullresponder.sandbox;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.json.Json;

/** One request through a pipeline, and what came back. */
public record Exchange(int status, String body) {

    public static Exchange get(HttpPipeline pipeline, String url) {
        return of(pipeline, new HttpRequest(HttpMethod.GET, url));
    }

    public static Exchange post(HttpPipeline pipeline, String url, String json) {
        return of(
                pipeline,
                new HttpRequest(HttpMethod.POST, url)
                        .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                        .setBody(json));
    }

    public static Exchange of(HttpPipeline pipeline, HttpRequest request) {
        try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
            return new Exchange(
                    response.getStatusCode(), response.getBodyAsBinaryData().toString());
        }
    }

    public JsonNode json() {
        return Json.parse(body);
    }
}
