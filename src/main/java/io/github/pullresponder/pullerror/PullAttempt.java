package io.github.pullresponder.pullerror;

import java.util.List;
import java.util.Optional;

/**
 * One try to pull, with one set of credentials or with none, and what came of it.
 *
 * @param host who failed: the host that the attempt names, or else that of the image
 * @param namesHost whether the attempt names it
 */
record PullAttempt(
        PhraseMatch clue,
        PullStage stage,
        Credentials credentials,
        Optional<String> host,
        boolean namesHost,
        List<String> dialed) {

    /** What one attempt can say beyond another of the same pull, the most specific first. */
    private static final List<Symptom> TELLING = List.of(
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

    /** What never became a try: the kubelet could not parse a pull secret. */
    static PullAttempt withoutReadableSecret() {
        return new PullAttempt(
                PhraseMatch.PULL_SECRET, PullStage.SECRET, Credentials.NOT_SAID, Optional.empty(), false, List.of());
    }

    /** How specific this error is; smaller is more. */
    int rank() {
        return switch (clue.symptom()) {
            case UNAUTHORIZED -> TELLING.size() + unauthorizedRank();
            case CANCELED -> TELLING.size() + 3;
            case BACK_OFF, NONE, UNKNOWN -> TELLING.size() + 4;
            default -> TELLING.indexOf(clue.symptom());
        };
    }

    Observations.Attempt observed() {
        return new Observations.Attempt(clue.symptom(), host, namesHost, credentials, dialed);
    }

    /** AKS always adds an anonymous attempt, so its 401 is noise next to that of the real credentials. */
    private int unauthorizedRank() {
        if (clue == PhraseMatch.INSUFFICIENT_SCOPE) {
            return 0;
        }
        return credentials == Credentials.NONE ? 2 : 1;
    }
}
