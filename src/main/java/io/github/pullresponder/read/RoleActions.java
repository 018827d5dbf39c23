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
public record RoleActions(List<String> actions, List<String> dataActions, Optional<Capability> capability) {
    static RoleActions of(String... actions) {
        return new RoleActions(List.of(actions), List.of(), Optional.empty());
    }

    static RoleActions ofData(String... dataActions) {
        return new RoleActions(List.of(), List.of(dataActions), Optional.empty());
    }

    /** No actions: the permission is granted outside of Azure roles. */
    static RoleActions none() {
        return of();
    }

    RoleActions andData(String... more) {
        return new RoleActions(actions, List.of(more), capability);
    }

    RoleActions partOf(Capability optional) {
        return new RoleActions(actions, dataActions, Optional.of(optional));
    }
}
