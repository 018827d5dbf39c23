package io.github.pullresponder.evidence;

import io.github.pullresponder.evidence.roles.RoleAssignmentMode;

/** An Azure container registry, as ARM returns it. */
public record Registry(
        ResourceId id, String loginServer, RoleAssignmentMode roleAssignmentMode, boolean anonymousPullEnabled) {

    public String name() {
        return id.name();
    }

    public Source source() {
        return Source.arm(id);
    }
}
