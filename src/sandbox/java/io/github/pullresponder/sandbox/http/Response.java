package io.github.pullresponder.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP response with a text body. */
public record Response(int status, Map<String, String> headers, String body) implements Answer {
    public Response {
        var ignoringCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(headers);
        headers = Collections.unmodifiableMap(ignoringCase);
    }

    public static Response json(int status, JsonNode body) {
        return new Response(status, Map.of("Content-Type", "application/json; charset=utf-8"), body.toString());
    }

    public static Response text(int status, String body) {
        return new Response(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
    }

    public static Response empty(int status) {
        return new Response(status, Map.of(), "");
    }

    public Response with(String header, String value) {
        return with(Map.of(header, value));
    }

    /** The same response with these headers added; those of the same name are replaced. */
    public Response with(Map<String, String> more) {
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.putAll(more);
        return new Response(status, all, body);
    }

    public Response withBody(String otherBody) {
        return new Response(status, headers, otherBody);
    }
}
