package io.github.pullresponder.read;

import java.util.List;
import java.util.Optional;

/**
 * The actions of an Azure role for one permission ("Azure permissions"): exact actions, without wildcards.
 *
 * @param actions actions on resources
 * @param dataActions actions on the data in resources
 * @param capability the capability that it belongs to; empty if it is always needed
 */
public record PermissionActions(List<String> actions, List<String> dataActions, Optional<Capability> capability) {
    static PermissionActions of(String... actions) {
        return new PermissionActions(List.of(actions), List.of(), Optional.empty());
    }

    static PermissionActions ofData(String... dataActions) {
        return new PermissionActions(List.of(), List.of(dataActions), Optional.empty());
    }

    /** No actions: the permission is granted outside of Azure roles. */
    static PermissionActions none() {
        return of();
    }

    PermissionActions andData(String... more) {
        return new PermissionActions(actions, List.of(more), capability);
    }

    PermissionActions partOf(Capability optional) {
        return new PermissionActions(actions, dataActions, Optional.of(optional));
    }
}
