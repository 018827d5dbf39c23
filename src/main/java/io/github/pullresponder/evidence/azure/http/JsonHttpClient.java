package io.github.pullresponder.evidence.azure.http;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Sends one request over a pipeline and reads its JSON response, for the few calls without a client library. */
public final class JsonHttpClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonHttpClient() {}

    /**
     * Sends a request and returns the JSON of its response.
     *
     * @throws HttpResponseException for every status that is not a success
     * @throws IllegalArgumentException if the response is not JSON
     */
    public static JsonNode send(HttpPipeline pipeline, HttpRequest request) {
        try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
            return read(response);
        }
    }

    /** Returns the JSON of a response, with the same exceptions as {@link #send}. */
    public static JsonNode read(HttpResponse response) {
        var body = response.getBodyAsBinaryData();
        if (response.getStatusCode() / 100 != 2) {
            throw new HttpResponseException("answered " + response.getStatusCode(), response);
        }
        try {
            return JSON.readTree(body.toString());
        } catch (JsonProcessingException e) {
            // Without the original exception: its message quotes the body.
            throw new IllegalArgumentException("the response is not JSON");
        }
    }
}
