package io.github.pullresponder.sandbox.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.Directory;
import io.github.pullresponder.sandbox.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Directory objects as Graph returns them. */
final class GraphObjects {
    private static final Map<String, String> TYPES = Map.of(
            "applications", "#microsoft.graph.application",
            "servicePrincipals", "#microsoft.graph.servicePrincipal",
            "groups", "#microsoft.graph.group");

    private final Directory directory;

    GraphObjects(Directory directory) {
        this.directory = directory;
    }

    /** The objects of a collection; empty if there is no such collection. */
    Optional<List<ObjectNode>> in(String collection) {
        return switch (collection) {
            case "applications" -> Optional.of(directory.applications());
            case "servicePrincipals" -> Optional.of(directory.servicePrincipals());
            case "groups" -> Optional.of(directory.groups());
            case "directoryObjects" -> Optional.of(directory.objects().toList());
            case "users" -> Optional.of(List.of());
            default -> Optional.empty();
        };
    }

    /** An object with its type, as in lists of mixed objects. */
    ObjectNode typed(ObjectNode object) {
        String type = Stream.of("applications", "servicePrincipals", "groups")
                .filter(collection -> in(collection).orElseThrow().contains(object))
                .map(TYPES::get)
                .findFirst()
                .orElse("#microsoft.graph.directoryObject");
        ObjectNode typed = Json.object().put("@odata.type", type);
        typed.setAll(shown(object));
        return typed;
    }

    /**
     * An object as a read returns it: without members, which are a relationship, and without the text of its secrets.
     */
    static ObjectNode shown(ObjectNode object) {
        ObjectNode shown = object.deepCopy();
        shown.remove("members");
        shown.path("passwordCredentials").forEach(credential -> ((ObjectNode) credential).putNull("secretText"));
        return shown;
    }

    /** The object with only the fields of {@code $select}. */
    static ObjectNode selected(ObjectNode object, Optional<String> select) {
        ObjectNode shown = shown(object);
        if (select.isPresent()) {
            Set<String> fields =
                    Arrays.stream(select.get().split(",")).map(String::trim).collect(Collectors.toSet());
            shown.retain(fields);
        }
        return shown;
    }
}
