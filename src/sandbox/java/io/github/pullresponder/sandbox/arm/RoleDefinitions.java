package io.github.pullresponder.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Role definitions. One role has ids under many scopes; the GUID at their end identifies it. Source: REST reference,
 * "Role Definitions - List".
 */
public final class RoleDefinitions {
    static final String TYPE = "Microsoft.Authorization/roleDefinitions";

    private final Map<String, ObjectNode> byGuid = new LinkedHashMap<>();

    public RoleDefinitions(ArmInventory inventory) {
        inventory
                .ofType(TYPE)
                .forEach(entry -> byGuid.putIfAbsent(lower(entry.id().name()), entry.body()));
    }

    /** The role of an id, regardless of the scope in the id. */
    public Optional<ObjectNode> find(String id) {
        return Optional.ofNullable(byGuid.get(lower(id.substring(id.lastIndexOf('/') + 1))));
    }

    /** The roles that can be assigned at a scope. */
    List<ObjectNode> at(ArmId scope) {
        return byGuid.values().stream()
                .filter(role -> isAssignableAt(role, scope))
                .toList();
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
