package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.identity.RoleDefinition;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.PermissionActions;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Actions of Azure roles: all that the settings need, or a part of them. */
record RequiredAppActions(List<String> actions, List<String> dataActions) {
    RequiredAppActions {
        actions = List.copyOf(actions);
        dataActions = List.copyOf(dataActions);
    }

    static RequiredAppActions of(EnabledCapabilities capabilities) {
        return new RequiredAppActions(
                asked(capabilities, PermissionActions::actions), asked(capabilities, PermissionActions::dataActions));
    }

    private static List<String> asked(
            EnabledCapabilities capabilities, Function<PermissionActions, List<String>> kind) {
        return Arrays.stream(Permission.values())
                .filter(capabilities::permit)
                .flatMap(permission -> kind.apply(permission.azure()).stream())
                .distinct()
                .toList();
    }

    /** The additional actions of a role, as it spells them. */
    List<String> beyondIn(RoleDefinition role) {
        return Stream.concat(role.actionsBeyond(actions).stream(), role.dataActionsBeyond(dataActions).stream())
                .toList();
    }

    /** The actions that a role grants. */
    RequiredAppActions grantedBy(RoleDefinition role) {
        return new RequiredAppActions(
                actions.stream().filter(role::permitsAction).toList(),
                dataActions.stream().filter(role::permitsDataAction).toList());
    }

    boolean isEmpty() {
        return actions.isEmpty() && dataActions.isEmpty();
    }

    /** Returns true if each action is granted by one of these roles. */
    boolean areGrantedBy(Collection<RoleDefinition> roles) {
        return actions.stream().allMatch(action -> roles.stream().anyMatch(role -> role.permitsAction(action)))
                && dataActions.stream()
                        .allMatch(action -> roles.stream().anyMatch(role -> role.permitsDataAction(action)));
    }
}
