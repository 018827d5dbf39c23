package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The differences in an estate after commands ran. */
final class EstateChanges {
    /**
     * One difference.
     *
     * @param id the id of the innermost object that has one: a resource, a rule in it, an object of a cluster
     * @param field the field within that object; empty if the whole was added or removed
     */
    record Change(String id, String field, JsonNode before, JsonNode after) {
        boolean isAdded() {
            return field.isEmpty() && before.isMissingNode();
        }

        boolean isRemoved() {
            return field.isEmpty() && after.isMissingNode();
        }

        @Override
        public String toString() {
            if (isAdded()) {
                return "added " + id;
            }
            return isRemoved() ? "removed " + id : "changed " + field + " of " + id + ": " + before + " -> " + after;
        }
    }

    private final List<Change> changes = new ArrayList<>();

    private EstateChanges() {}

    static List<Change> between(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        var found = new EstateChanges();
        var keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (var key : keys) {
            found.compare(
                    key,
                    "",
                    before.getOrDefault(key, MissingNode.getInstance()),
                    after.getOrDefault(key, MissingNode.getInstance()));
        }
        return List.copyOf(found.changes);
    }

    private void compare(String id, String field, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            var names = new TreeSet<String>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name ->
                    compare(id, field.isEmpty() ? name : field + "." + name, before.path(name), after.path(name)));
        } else if (before.isArray() && after.isArray() && named(before) && named(after)) {
            var befores = byName(before);
            var afters = byName(after);
            var names = new TreeSet<>(befores.keySet());
            names.addAll(afters.keySet());
            names.forEach(name -> {
                var isOwn = name.startsWith("/");
                compare(
                        isOwn ? name : id,
                        isOwn ? "" : field + "[" + name + "]",
                        befores.getOrDefault(name, MissingNode.getInstance()),
                        afters.getOrDefault(name, MissingNode.getInstance()));
            });
        } else {
            changes.add(new Change(id, field, before, after));
        }
    }

    private static boolean named(JsonNode array) {
        for (var element : array) {
            if (name(element).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, JsonNode> byName(JsonNode array) {
        var byName = new LinkedHashMap<String, JsonNode>();
        array.forEach(element -> byName.put(name(element).orElseThrow(), element));
        return byName;
    }

    private static Optional<String> name(JsonNode element) {
        return List.of("id", "name", "digest", "keyId").stream()
                .map(element::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst();
    }
}
