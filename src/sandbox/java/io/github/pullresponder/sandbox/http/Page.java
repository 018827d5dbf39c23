package io.github.pullresponder.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A page of a list that is too long for one response.
 *
 * @param next the continuation token for the next page; empty on the last page
 */
public record Page<T>(List<T> items, Optional<String> next) {

    /** The page for a continuation token; the first page if the token is absent or was never issued. */
    public static <T> Page<T> of(List<T> all, Optional<String> continuation, int size) {
        int from = Math.min(continuation.map(Page::offset).orElse(0), all.size());
        int to = Math.min(from + Math.max(size, 1), all.size());
        Optional<String> next = to < all.size() ? Optional.of(continuation(to)) : Optional.empty();
        return new Page<>(all.subList(from, to), next);
    }

    /** {@code {"value": […], "<link name>": "<URL of the next page>"}}, as ARM and OData write it. */
    public static ObjectNode linked(Request request, List<ObjectNode> all, int size, String linkName) {
        var page = of(all, request.parameter("$skiptoken"), size);
        var body = Json.object();
        body.set("value", Json.array(page.items()));
        page.next().ifPresent(token -> body.put(linkName, linkWith(request, token)));
        return body;
    }

    private static String linkWith(Request request, String token) {
        String kept = Arrays.stream(request.query().split("&"))
                .filter(pair -> !pair.toLowerCase(Locale.ROOT).matches("(\\$|%24)skiptoken=.*|"))
                .collect(Collectors.joining("&"));
        return request.urlWithoutQuery() + "?" + (kept.isEmpty() ? "" : kept + "&") + "%24skiptoken=" + token;
    }

    private static String continuation(int offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("offset " + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String continuation) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(continuation), StandardCharsets.UTF_8);
            return Integer.parseInt(text.replace("offset ", ""));
        } catch (IllegalArgumentException foreign) {
            return 0;
        }
    }
}
