package io.github.pullresponder.identity;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A role with its permissions.
 *
 * @param guid the last segment of its id: the same role has another id in every subscription
 */
public record RoleDefinition(String guid, String name, List<Permissions> permissions) {
    public RoleDefinition {
        permissions = List.copyOf(permissions);
    }

    /** One block of a role: its exclusions apply to its own grants only (Azure RBAC: notActions). */
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

    /** Returns the granted actions beyond these, as the role spells them: actions, and patterns that match more than one action. */
    public List<String> actionsBeyond(Collection<String> actions) {
        return permissions.stream()
                .flatMap(p -> beyond(actions, p.actions, p.notActions))
                .distinct()
                .toList();
    }

    /** Returns the granted data actions beyond these. */
    public List<String> dataActionsBeyond(Collection<String> dataActions) {
        return permissions.stream()
                .flatMap(p -> beyond(dataActions, p.dataActions, p.notDataActions))
                .distinct()
                .toList();
    }

    /** Compares a pattern as a whole: unless all of its matches are excluded, it grants more than any list of actions. */
    private static Stream<String> beyond(Collection<String> actions, List<String> granted, List<String> excluded) {
        return granted.stream()
                .filter(pattern -> actions.stream().noneMatch(pattern::equalsIgnoreCase))
                .filter(pattern -> !matchesAny(excluded, pattern));
    }

    private static boolean matchesAny(List<String> patterns, String action) {
        return patterns.stream().anyMatch(pattern -> new ActionPattern(pattern).matches(action));
    }
}
