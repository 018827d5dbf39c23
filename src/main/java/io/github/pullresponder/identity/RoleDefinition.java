package io.github.pullresponder.identity;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

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

    /** What it grants beyond these actions, as it spells it: actions, and patterns that stand for more than one. */
    public List<String> actionsBeyond(Collection<String> actions) {
        return permissions.stream()
                .flatMap(p -> beyond(actions, p.actions, p.notActions))
                .distinct()
                .toList();
    }

    /** The same of data actions. */
    public List<String> dataActionsBeyond(Collection<String> dataActions) {
        return permissions.stream()
                .flatMap(p -> beyond(dataActions, p.dataActions, p.notDataActions))
                .distinct()
                .toList();
    }

    /** A pattern is taken as a whole: unless all that it stands for is excluded, it grants more than any list of actions. */
    private static Stream<String> beyond(Collection<String> actions, List<String> granted, List<String> excluded) {
        return granted.stream()
                .filter(pattern -> actions.stream().noneMatch(pattern::equalsIgnoreCase))
                .filter(pattern -> !matchesAny(excluded, pattern));
    }

    private static boolean matchesAny(List<String> patterns, String action) {
        return patterns.stream().anyMatch(pattern -> new ActionPattern(pattern).matches(action));
    }
}
