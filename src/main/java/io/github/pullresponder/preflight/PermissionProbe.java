package io.github.pullresponder.preflight;

import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/**
 * One read that tests a permission.
 *
 * @param on the tested resource
 * @param scope the scope at which the permission is granted for it
 * @param failure the reason for a missing answer; absent if there was an answer
 */
public record PermissionProbe(
        Permission permission, String on, ResourceId scope, Optional<EvidenceUnavailableException> failure) {

    /** The probe of a read, when the read has ended. */
    static AsyncRead<Optional<PermissionProbe>> of(
            Permission permission, String on, ResourceId scope, AsyncRead<?> read) {
        return ifAsked(permission, on, scope, read.map(any -> true));
    }

    /**
     * The probe of a read that only applies to some resources.
     *
     * @param asked answers false if the read does not apply; then there is no probe
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
        if (reason == UnavailabilityReason.FORBIDDEN) {
            return failure.get().needs().equals(Optional.of(permission)) ? ProbeStatus.MISSING : ProbeStatus.NOT_TRIED;
        }
        return switch (reason) {
            case SWITCHED_OFF -> ProbeStatus.OFF;
            // Azure and Kubernetes check rights before they search for the object.
            case NOT_FOUND -> ProbeStatus.WORKS;
            default -> ProbeStatus.NOT_REACHED;
        };
    }
}
