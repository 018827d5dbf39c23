package io.github.pullresponder.pullerror;

import java.util.List;
import java.util.Optional;

/**
 * One attempt to pull, with one set of credentials or with none, and its result.
 *
 * @param host the host that failed: the one that the attempt names, or else that of the image
 * @param namesHost true if the attempt names it
 */
record ParsedPullAttempt(
        SymptomPhrase match,
        PullStage stage,
        AttemptCredentialPresence credentials,
        Optional<String> host,
        boolean namesHost,
        List<String> dialed) {

    /** The symptoms in which attempts of the same pull can differ, the most specific first. */
    private static final List<Symptom> MOST_SPECIFIC_FIRST = List.of(
            Symptom.PRESENT_IMAGE_NOT_ALLOWED,
            Symptom.NEVER_PULL,
            Symptom.NODE_PULL_LIMIT,
            Symptom.PULL_SECRET_UNREADABLE,
            Symptom.INVALID_REFERENCE,
            Symptom.SIGNATURE_REJECTED,
            Symptom.NO_MATCHING_PLATFORM,
            Symptom.UNSUPPORTED_MANIFEST,
            Symptom.NOT_FOUND,
            Symptom.NODE_DISK_FULL,
            Symptom.UNPACK_FAILED,
            Symptom.CORRUPT_CONTENT,
            Symptom.UNTRUSTED_CERTIFICATE,
            Symptom.PROXY_FAILED,
            Symptom.HOST_NOT_RESOLVED,
            Symptom.TIMEOUT,
            Symptom.THROTTLED,
            Symptom.DISALLOWED,
            Symptom.FORBIDDEN,
            Symptom.REGISTRY_ERROR,
            Symptom.CONNECTION_FAILED);

    /** A pull without an attempt: the kubelet could not parse a pull secret. */
    static ParsedPullAttempt withoutReadableSecret() {
        return new ParsedPullAttempt(
                SymptomPhrase.PULL_SECRET,
                PullStage.SECRET,
                AttemptCredentialPresence.NOT_SAID,
                Optional.empty(),
                false,
                List.of());
    }

    /** The rank by specificity: a smaller number is more specific. */
    int rank() {
        return switch (match.symptom()) {
            case UNAUTHORIZED -> MOST_SPECIFIC_FIRST.size() + unauthorizedRank();
            case CANCELED -> MOST_SPECIFIC_FIRST.size() + 3;
            case BACK_OFF, NONE, UNKNOWN -> MOST_SPECIFIC_FIRST.size() + 4;
            default -> MOST_SPECIFIC_FIRST.indexOf(match.symptom());
        };
    }

    PullErrorObservations.ObservedAttempt observed() {
        return new PullErrorObservations.ObservedAttempt(match.symptom(), host, namesHost, credentials, dialed);
    }

    /** AKS always adds an anonymous attempt, so its 401 is insignificant next to that of the real credentials. */
    private int unauthorizedRank() {
        if (match == SymptomPhrase.INSUFFICIENT_SCOPE) {
            return 0;
        }
        return credentials == AttemptCredentialPresence.NONE ? 2 : 1;
    }
}
