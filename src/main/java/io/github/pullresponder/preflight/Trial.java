package io.github.pullresponder.preflight;

import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.evidence.Unreadable.Reason;
import java.util.Optional;

/**
 * One read that was tried because it needs a permission.
 *
 * @param on what it was tried on
 * @param scope where the permission is granted for that
 * @param failure why there was no answer; absent if there was one
 */
public record Trial(Permission permission, String on, ResourceId scope, Optional<Unreadable> failure) {

    public State state() {
        if (failure.isEmpty()) {
            return State.WORKS;
        }
        var reason = failure.get().reason();
        if (reason == Reason.FORBIDDEN) {
            return failure.get().needs().equals(Optional.of(permission)) ? State.MISSING : State.NOT_TRIED;
        }
        return switch (reason) {
            case SWITCHED_OFF -> State.OFF;
            // Azure and Kubernetes look at rights before they look for the thing.
            case NOT_FOUND -> State.WORKS;
            default -> State.NOT_REACHED;
        };
    }
}
