package io.github.pullresponder.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Role definitions. One role has ids under many scopes; the GUID at their end is what counts. Source: REST reference,
 * "Role Definitions - List".
 */
public final class RoleDefinitions {
    static final String TYPE = "Microsoft.Authorization/roleDefinitions";

    private static final Pattern FILTER =
            Pattern.compile("(?<field>type|roleName) eq '(?<value>[^']*)'", Pattern.CASE_INSENSITIVE);

    private final Map<String, ObjectNode> byGuid = new LinkedHashMap<>();

    public RoleDefinitions(ArmInventory inventory) {
        inventory
                .ofType(TYPE)
                .forEach(entry -> byGuid.putIfAbsent(lower(entry.id().name()), entry.body()));
    }

    /** The role an id stands for, whatever scope the id begins with. */
    public Optional<ObjectNode> find(String id) {
        return Optional.ofNullable(byGuid.get(lower(id.substring(id.lastIndexOf('/') + 1))));
    }

    /** The roles that can be assigned at a scope; empty if the filter is of no known form. */
    Optional<List<ObjectNode>> at(ArmId scope, String filter) {
        Matcher matcher = FILTER.matcher(filter.trim());
        if (!filter.isBlank() && !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(byGuid.values().stream()
                .filter(role -> isAssignableAt(role, scope))
                .filter(role -> filter.isBlank() || has(role, matcher.group("field"), matcher.group("value")))
                .toList());
    }

    private static boolean has(ObjectNode role, String field, String value) {
        String key = field.equalsIgnoreCase("type") ? "type" : "roleName";
        return role.path("properties").path(key).asText().equalsIgnoreCase(value);
    }

    private static boolean isAssignableAt(ObjectNode role, ArmId scope) {
        return Json.strings(role.at("/properties/assignableScopes")).stream()
                .flatMap(text -> ArmId.parse(text).stream())
                .anyMatch(assignable -> assignable.covers(scope));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
