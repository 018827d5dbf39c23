package io.github.pullresponder.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A scope of a token request: {@code repository:shop/web:pull,metadata_read}. Source: Docker "Token Scope
 * Documentation".
 *
 * @param type {@code repository} or {@code registry}
 */
record Scope(String type, String name, List<String> actions) {
    static final String PULL = "pull";
    static final String METADATA_READ = "metadata_read";

    /** Source: azure-cli, {@code RepoAccessTokenPermission.DELETED_READ}. */
    static final String DELETED_READ = "deleted_read";

    static Scope of(String type, String name, String action) {
        return new Scope(type, name, List.of(action));
    }

    static Scope catalog() {
        return of("registry", "catalog", "*");
    }

    /** Parses the scopes of a parameter, separated by spaces. */
    static Stream<Scope> parse(String text) {
        return Arrays.stream(text.split(" ")).flatMap(scope -> parseOne(scope).stream());
    }

    /** The same scope with only the permitted actions; empty if none is permitted. */
    Optional<Scope> permitted(Predicate<String> permitted) {
        List<String> granted = actions.stream().filter(permitted).toList();
        return granted.isEmpty() ? Optional.empty() : Optional.of(new Scope(type, name, granted));
    }

    /** Whether a token's access contains this scope. */
    boolean isIn(JsonNode access) {
        return Json.elements(access).stream()
                .anyMatch(entry -> entry.path("type").asText().equals(type)
                        && entry.path("name").asText().equals(name)
                        && Json.strings(entry.path("actions")).containsAll(actions));
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("type", type).put("name", name);
        json.set("actions", Json.texts(actions));
        return json;
    }

    @Override
    public String toString() {
        return type + ":" + name + ":" + String.join(",", actions);
    }

    private static Optional<Scope> parseOne(String text) {
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        return first > 0 && last > first
                ? Optional.of(new Scope(
                        text.substring(0, first),
                        text.substring(first + 1, last),
                        List.of(text.substring(last + 1).split(","))))
                : Optional.empty();
    }
}
