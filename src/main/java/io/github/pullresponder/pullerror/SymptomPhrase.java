package io.github.pullresponder.pullerror;

/**
 * A cause according to one phrase or status code. The order of declaration decides between several matches in one error: a match that
 * names the cause itself precedes one that only classifies it, since runtimes wrap a cause in general words on both sides
 * ({@code "… no match for platform in manifest: not found"}).
 */
enum SymptomPhrase implements PhraseMeaning {
    /** The kubelet did not reach the runtime on its own node: nothing is known about the pull. */
    RUNTIME_UNREACHABLE(Symptom.UNKNOWN, PullStage.UNKNOWN),
    /** Kubernetes 1.33 and later check the access to images that are on the node (KEP-2535). */
    NOT_ALLOWED_ON_NODE(Symptom.PRESENT_IMAGE_NOT_ALLOWED, PullStage.QUEUE),
    PULL_POLICY_NEVER(Symptom.NEVER_PULL, PullStage.QUEUE),
    PULLS_PER_SECOND(Symptom.NODE_PULL_LIMIT, PullStage.QUEUE),
    PULL_SECRET(Symptom.PULL_SECRET_UNREADABLE, PullStage.SECRET),
    REFERENCE_FORMAT(Symptom.INVALID_REFERENCE, PullStage.REFERENCE),
    SIGNATURE(Symptom.SIGNATURE_REJECTED, PullStage.VERIFY),
    PLATFORM(Symptom.NO_MATCHING_PLATFORM, PullStage.RESOLVE),
    /** A manifest of schema 1, which runtimes no longer support; or one with missing signatures, which only schema 1 has. */
    SCHEMA_1(Symptom.UNSUPPORTED_MANIFEST, PullStage.RESOLVE),
    MEDIA_TYPE(Symptom.UNSUPPORTED_MANIFEST, PullStage.RESOLVE),
    NO_SPACE(Symptom.NODE_DISK_FULL, PullStage.UNPACK),
    DIGEST(Symptom.CORRUPT_CONTENT, PullStage.DOWNLOAD),
    PROXY(Symptom.PROXY_FAILED, PullStage.RESOLVE),
    /** Go's transport answers with the bare reason of a proxy that refuses CONNECT: {@code Get "https://…": Forbidden}. */
    PROXY_REASON(Symptom.PROXY_FAILED, PullStage.RESOLVE),
    CERTIFICATE(Symptom.UNTRUSTED_CERTIFICATE, PullStage.RESOLVE),
    LOOKUP(Symptom.HOST_NOT_RESOLVED, PullStage.RESOLVE),
    LOOKUP_FAILED(Symptom.HOST_NOT_RESOLVED, PullStage.RESOLVE),
    STATUS_405(Symptom.DISALLOWED, PullStage.RESOLVE),
    DISALLOWED_TEXT(Symptom.DISALLOWED, PullStage.RESOLVE),
    STATUS_404(Symptom.NOT_FOUND, PullStage.RESOLVE),
    STATUS_429(Symptom.THROTTLED, PullStage.RESOLVE),
    STATUS_403(Symptom.FORBIDDEN, PullStage.RESOLVE),
    STATUS_5XX(Symptom.REGISTRY_ERROR, PullStage.RESOLVE),
    TIMED_OUT(Symptom.TIMEOUT, PullStage.UNKNOWN),
    CONNECTION(Symptom.CONNECTION_FAILED, PullStage.UNKNOWN),
    SHORT_READ(Symptom.CORRUPT_CONTENT, PullStage.DOWNLOAD),
    NO_CREDENTIALS(Symptom.UNAUTHORIZED, PullStage.AUTHORIZE),
    INSUFFICIENT_SCOPE(Symptom.UNAUTHORIZED, PullStage.AUTHORIZE),
    STATUS_401(Symptom.UNAUTHORIZED, PullStage.RESOLVE),
    NOT_FOUND_TEXT(Symptom.NOT_FOUND, PullStage.RESOLVE),
    TOO_MANY_TEXT(Symptom.THROTTLED, PullStage.RESOLVE),
    ALLOWED_IPS_TEXT(Symptom.FORBIDDEN, PullStage.RESOLVE),
    UNAUTHORIZED_TEXT(Symptom.UNAUTHORIZED, PullStage.RESOLVE),
    DENIED_TEXT(Symptom.FORBIDDEN, PullStage.RESOLVE),
    UNAVAILABLE_TEXT(Symptom.REGISTRY_ERROR, PullStage.RESOLVE),
    GIVEN_UP(Symptom.CANCELED, PullStage.UNKNOWN),
    UNPACK(Symptom.UNPACK_FAILED, PullStage.UNPACK),
    /**
     * Go's {@code encoding/json} fails on content from a registry, or on a pull secret, if the kubelet itself reports the error before it
     * calls a runtime.
     */
    JSON_DECODING(Symptom.CORRUPT_CONTENT, PullStage.DOWNLOAD),
    /** Content that cannot be decoded: if unpacking fails, its digest was right and the layer itself is at fault. */
    DECODING(Symptom.CORRUPT_CONTENT, PullStage.DOWNLOAD),
    CUT_OFF(Symptom.CONNECTION_FAILED, PullStage.UNKNOWN),
    /** A token endpoint returns 400 for an invalid refresh token or secret. */
    STATUS_400(Symptom.UNAUTHORIZED, PullStage.RESOLVE),
    NOT_FOUND_CLASS(Symptom.NOT_FOUND, PullStage.RESOLVE),
    DEADLINE_CLASS(Symptom.TIMEOUT, PullStage.UNKNOWN),
    CANCELED_CLASS(Symptom.CANCELED, PullStage.UNKNOWN),
    /** No match. */
    NOTHING(Symptom.UNKNOWN, PullStage.UNKNOWN);

    private final Symptom symptom;
    private final PullStage usualStage;

    SymptomPhrase(Symptom symptom, PullStage usualStage) {
        this.symptom = symptom;
        this.usualStage = usualStage;
    }

    Symptom symptom() {
        return symptom;
    }

    /** The stage if the message names neither a phase nor a URL that shows it. */
    PullStage usualStage() {
        return usualStage;
    }

    /** Returns true for causes that belong to one stage, in whatever phase the runtime wraps them. */
    boolean decidesStage() {
        return switch (this) {
            case NOT_ALLOWED_ON_NODE,
                    PULL_POLICY_NEVER,
                    PULLS_PER_SECOND,
                    PULL_SECRET,
                    REFERENCE_FORMAT,
                    SIGNATURE,
                    PLATFORM,
                    NO_CREDENTIALS,
                    INSUFFICIENT_SCOPE,
                    UNPACK -> true;
            default -> false;
        };
    }

    /** Returns true for matches that only occur in messages about a pull. */
    boolean isAboutPull() {
        return switch (this) {
            case NOT_ALLOWED_ON_NODE,
                    PULL_POLICY_NEVER,
                    PULLS_PER_SECOND,
                    PULL_SECRET,
                    REFERENCE_FORMAT,
                    PLATFORM,
                    SCHEMA_1,
                    NO_CREDENTIALS,
                    INSUFFICIENT_SCOPE,
                    NOT_FOUND_TEXT,
                    TOO_MANY_TEXT -> true;
            default -> false;
        };
    }

    /** Returns true if the node itself fails, so that no host is the reason. */
    boolean happensOnNode() {
        return switch (this) {
            case RUNTIME_UNREACHABLE, NOT_ALLOWED_ON_NODE, PULL_SECRET, REFERENCE_FORMAT, NO_SPACE, UNPACK -> true;
            default -> false;
        };
    }
}
