package io.github.pullresponder.identity;

import io.github.pullresponder.resource.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the roles of a principal that permit a data action at a scope. */
public final class DataActionRoleFinder {
    private DataActionRoleFinder() {}

    /** The names of the roles; a role with an unknown definition is ignored. */
    public static List<String> rolesWith(
            String dataAction,
            ResourceId scope,
            Collection<RoleAssignment> assignments,
            Collection<RoleDefinition> definitions) {
        var roles = definitions.stream()
                .collect(Collectors.toMap(
                        role -> role.guid().toLowerCase(Locale.ROOT), Function.identity(), (a, b) -> a));
        return assignments.stream()
                .filter(assignment -> assignment.appliesAt(scope))
                .map(assignment -> roles.get(assignment.roleGuid().toLowerCase(Locale.ROOT)))
                .filter(role -> role != null && role.permitsDataAction(dataAction))
                .map(RoleDefinition::name)
                .distinct()
                .toList();
    }
}
