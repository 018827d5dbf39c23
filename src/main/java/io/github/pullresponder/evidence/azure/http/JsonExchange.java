package io.github.pullresponder.evidence.azure.http;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One request over a pipeline and its JSON answer, for the few calls that no client library is worth. */
public final class JsonExchange {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonExchange() {}

    /**
     * Sends a request, and returns the JSON of its answer.
     *
     * @throws HttpResponseException for every status that is not a success
     * @throws IllegalArgumentException if the answer is not JSON
     */
    public static JsonNode send(HttpPipeline pipeline, HttpRequest request) {
        try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
            return read(response);
        }
    }

    /** The JSON of an answer; as {@link #send} otherwise. */
    public static JsonNode read(HttpResponse response) {
        var body = response.getBodyAsBinaryData();
        if (response.getStatusCode() / 100 != 2) {
            throw new HttpResponseException("answered " + response.getStatusCode(), response);
        }
        try {
            return JSON.readTree(body.toString());
        } catch (JsonProcessingException e) {
            // Without the original: its message quotes the body.
            throw new IllegalArgumentException("answered something that is not JSON");
        }
    }
}
