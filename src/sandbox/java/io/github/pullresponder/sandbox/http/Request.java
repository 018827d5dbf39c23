package io.github.pullresponder.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.json.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jetty.util.MultiMap;
import org.eclipse.jetty.util.UrlEncoded;

/**
 * One HTTP request with the host that its sender addressed.
 *
 * @param origin scheme and authority that the sender addressed, such as {@code https://management.azure.com}
 * @param path percent-encoded, as sent
 * @param query percent-encoded, as sent, without the question mark; empty if there is none
 * @param headers names compare ignoring case
 */
public record Request(
        String method, String origin, String path, String query, Map<String, String> headers, String body) {
    public Request {
        var ignoringCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(headers);
        headers = Collections.unmodifiableMap(ignoringCase);
    }

    /** The whole URL, with its query. */
    public String url() {
        return origin + pathAndQuery();
    }

    public String urlWithoutQuery() {
        return origin + path;
    }

    public String pathAndQuery() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** Host, and port if the URL names one, in lower case. */
    public String host() {
        return URI.create(origin).getRawAuthority().toLowerCase(Locale.ROOT);
    }

    /** The origin of the server that received the request, regardless of the addressed host. */
    public String serverOrigin() {
        return "http://" + header("Host").orElse("localhost");
    }

    public boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The decoded path, split at its unescaped slashes. */
    public List<String> segments() {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> decoded(segment.replace("+", "%2B")))
                .toList();
    }

    /** The first value of a query parameter; names compare ignoring case, as in OData and ARM. */
    public Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    public List<String> parameters(String name) {
        return pairs(query).getOrDefault(name, List.of());
    }

    /** The first value of a field of an {@code application/x-www-form-urlencoded} body. */
    public Optional<String> formField(String name) {
        return formFields(name).stream().findFirst();
    }

    public List<String> formFields(String name) {
        return pairs(body).getOrDefault(name, List.of());
    }

    /** The query's parameters, each with its first value. */
    public Map<String, String> parameters() {
        var first = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        pairs(query).forEach((name, values) -> first.put(name, values.get(0)));
        return first;
    }

    public JsonNode json() {
        return Json.parse(body);
    }

    /** The token after {@code Bearer} in the Authorization header. */
    public Optional<String> bearerToken() {
        return authorization("Bearer ");
    }

    public Optional<String> basicCredentials() {
        return authorization("Basic ");
    }

    private Optional<String> authorization(String scheme) {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, scheme, 0, scheme.length()))
                .map(value -> value.substring(scheme.length()).trim())
                .filter(value -> !value.isEmpty());
    }

    private static Map<String, List<String>> pairs(String encoded) {
        var decoded = new MultiMap<String>();
        UrlEncoded.decodeTo(encoded, decoded, StandardCharsets.UTF_8);
        var pairs = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        pairs.putAll(decoded);
        return pairs;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
