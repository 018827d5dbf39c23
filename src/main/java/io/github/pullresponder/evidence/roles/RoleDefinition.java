package io.github.pullresponder.evidence.roles;

import java.util.List;

/**
 * A role and what it permits.
 *
 * @param guid the last segment of its id: the same role has another id in every subscription
 */
public record RoleDefinition(String guid, String name, List<Permissions> permissions) {
    public RoleDefinition {
        permissions = List.copyOf(permissions);
    }

    /** One block of a role: what it excludes, it takes from its own grants only (Azure RBAC: notActions). */
    public record Permissions(
            List<String> actions, List<String> notActions, List<String> dataActions, List<String> notDataActions) {
        public Permissions {
            actions = List.copyOf(actions);
            notActions = List.copyOf(notActions);
            dataActions = List.copyOf(dataActions);
            notDataActions = List.copyOf(notDataActions);
        }
    }

    public boolean permitsAction(String action) {
        return permissions.stream().anyMatch(p -> matchesAny(p.actions, action) && !matchesAny(p.notActions, action));
    }

    public boolean permitsDataAction(String action) {
        return permissions.stream()
                .anyMatch(p -> matchesAny(p.dataActions, action) && !matchesAny(p.notDataActions, action));
    }

    private static boolean matchesAny(List<String> patterns, String action) {
        return patterns.stream().anyMatch(pattern -> new ActionPattern(pattern).matches(action));
    }
}
