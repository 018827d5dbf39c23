package io.github.pullresponder.preflight;

import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.Reason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/**
 * One read that was tried because it needs a permission.
 *
 * @param on what it was tried on
 * @param scope where the permission is granted for that
 * @param failure why there was no answer; absent if there was one
 */
public record PermissionProbe(
        Permission permission, String on, ResourceId scope, Optional<EvidenceUnavailableException> failure) {

    /** Becomes a probe when the read has ended. */
    static AsyncRead<Optional<PermissionProbe>> of(
            Permission permission, String on, ResourceId scope, AsyncRead<?> read) {
        return ifAsked(permission, on, scope, read.map(any -> true));
    }

    /**
     * The same of a read that not everything has a use for.
     *
     * @param asked whether there was something to ask for; if not, there is no probe
     */
    static AsyncRead<Optional<PermissionProbe>> ifAsked(
            Permission permission, String on, ResourceId scope, AsyncRead<Boolean> asked) {
        return asked.settled()
                .map(result -> Optional.of(new PermissionProbe(permission, on, scope, result.why()))
                        .filter(any -> result.orElse(true)));
    }

    public ProbeStatus state() {
        if (failure.isEmpty()) {
            return ProbeStatus.WORKS;
        }
        var reason = failure.get().reason();
        if (reason == Reason.FORBIDDEN) {
            return failure.get().needs().equals(Optional.of(permission)) ? ProbeStatus.MISSING : ProbeStatus.NOT_TRIED;
        }
        return switch (reason) {
            case SWITCHED_OFF -> ProbeStatus.OFF;
            // Azure and Kubernetes look at rights before they look for the thing.
            case NOT_FOUND -> ProbeStatus.WORKS;
            default -> ProbeStatus.NOT_REACHED;
        };
    }
}
