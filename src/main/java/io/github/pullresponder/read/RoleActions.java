package io.github.pullresponder.read;

import java.util.List;
import java.util.Optional;

/**
 * What an Azure role must permit for one permission ("Azure permissions"): exact actions, without wildcards.
 *
 * @param actions on resources
 * @param dataActions on what lies in resources
 * @param capability what it is a part of; none for what the responder cannot do without
 */
public record RoleActions(List<String> actions, List<String> dataActions, Optional<Capability> capability) {
    static RoleActions of(String... actions) {
        return new RoleActions(List.of(actions), List.of(), Optional.empty());
    }

    static RoleActions ofData(String... dataActions) {
        return new RoleActions(List.of(), List.of(dataActions), Optional.empty());
    }

    /** Nothing: it is granted elsewhere. */
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
