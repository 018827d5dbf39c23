package io.github.pullresponder.pullerror;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The parsed message about a failed pull, without its place and time.
 *
 * @param symptom the observed symptom
 * @param stage the stage at which the pull failed
 * @param host the host that failed, with the port if the message names one: the registry, its data endpoint, its token endpoint
 * or a local mirror; empty if the node itself failed
 * @param credentials the use of credentials in the attempt that counts
 * @param image the image reference as the message names it
 * @param message the message without secrets: no query strings, no user-info, no tokens
 * @param observations the facts in the message
 */
public record PullError(
        Symptom symptom,
        PullStage stage,
        Optional<String> host,
        AttemptCredentialPresence credentials,
        Optional<String> image,
        String message,
        PullErrorObservations observations) {

    public PullError {
        Objects.requireNonNull(symptom, "symptom");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(observations, "observations");
    }

    /** Failures after which no attempt is known to have been authorized: others of the same message may be the reason. */
    private static final Set<Symptom> INCONCLUSIVE = EnumSet.of(
            Symptom.FORBIDDEN,
            Symptom.TIMEOUT,
            Symptom.HOST_NOT_RESOLVED,
            Symptom.CONNECTION_FAILED,
            Symptom.PROXY_FAILED,
            Symptom.UNTRUSTED_CERTIFICATE,
            Symptom.THROTTLED,
            Symptom.REGISTRY_ERROR);

    /**
     * The symptom, and those of other attempts that may be the reason as well. If an attempt was authorized, as "not found" shows,
     * the others do not matter.
     */
    public Set<Symptom> symptoms() {
        var all = EnumSet.of(symptom);
        if (INCONCLUSIVE.contains(symptom)) {
            observations.attempts().stream()
                    .filter(this::counts)
                    .map(PullErrorObservations.ObservedAttempt::symptom)
                    .forEach(all::add);
        }
        return all;
    }

    /** Every node also tries without credentials: such a 401 counts only next to a server error, which may hide the reason. */
    private boolean counts(PullErrorObservations.ObservedAttempt attempt) {
        if (attempt.symptom() != Symptom.UNAUTHORIZED) {
            return INCONCLUSIVE.contains(attempt.symptom());
        }
        return attempt.credentials() != AttemptCredentialPresence.NONE
                || (symptom == Symptom.REGISTRY_ERROR && attempt.host().equals(host));
    }
}
