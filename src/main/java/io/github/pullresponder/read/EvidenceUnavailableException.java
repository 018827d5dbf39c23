package io.github.pullresponder.read;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.pullresponder.read.Limitation.NoticedBlindSpot;
import io.github.pullresponder.read.Limitation.ReachedLimit;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A failed read and its reason. A check that receives it is undetermined, never "ruled out".
 *
 * <p>The message contains names and reasons only: no bodies, no query strings, no text of a remote system. The exception has no
 * cause for the same reason: messages of SDK exceptions quote the unreadable content, which may be a secret.
 */
public final class EvidenceUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Reasons for a missing answer. */
    public enum UnavailabilityReason {
        FORBIDDEN("forbidden"),
        THROTTLED("throttled"),
        UNREACHABLE("not reached"),
        TIMED_OUT("no answer in time"),
        MALFORMED("an answer that cannot be read"),
        /** A limit of Pull Responder: a larger answer would delay all other reads. */
        TOO_LARGE("an answer of more than 4 MiB"),
        /** The API server of a cluster did not accept the token: no role would help. */
        UNAUTHENTICATED("the API server does not accept the responder's token"),
        /** The host was reached, but no authority that this process trusts signed its certificate, or it is another host's. */
        UNTRUSTED("its certificate is not trusted"),
        /** The network rules of the registry do not allow Pull Responder: no role would help. */
        BLOCKED("blocked by network rules"),
        NOT_FOUND("does not exist, or is not visible"),
        /** The read succeeded, but the path continues outside of Azure's settings. */
        BEYOND("beyond what can be examined"),
        /** The read is incomplete: a limit of Pull Responder was reached. */
        LIMIT("read in part"),
        /** The capability is off in the app settings. */
        SWITCHED_OFF("switched off");

        private final String words;

        UnavailabilityReason(String words) {
            this.words = words;
        }
    }

    private final UnavailabilityReason reason;
    private final transient Optional<Permission> needs;
    private final transient Optional<Limitation> limitation;

    private EvidenceUnavailableException(UnavailabilityReason reason, String message, Optional<Permission> needs) {
        this(reason, message, needs, Optional.empty());
    }

    private EvidenceUnavailableException(
            UnavailabilityReason reason, String message, Optional<Permission> needs, Optional<Limitation> limitation) {
        super(message);
        this.reason = reason;
        this.needs = needs;
        this.limitation = limitation;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /**
     * Creates the exception for a reason.
     *
     * @param what the thing to read, such as "role assignments of contososhop"
     */
    public static EvidenceUnavailableException because(UnavailabilityReason reason, String what) {
        return new EvidenceUnavailableException(reason, what + ": " + reason.words, Optional.empty());
    }

    /** The path cannot be examined further: the message says where, and why. */
    @FormatMethod
    public static EvidenceUnavailableException beyond(String message, Object... details) {
        return new EvidenceUnavailableException(
                UnavailabilityReason.BEYOND, message.formatted(details), Optional.empty());
    }

    /** A blind spot was noticed: the message names the observation and its place. */
    @FormatMethod
    public static EvidenceUnavailableException notVisible(
            BlindSpot blindSpot, @FormatString String noticed, Object... details) {
        var words = noticed.formatted(details);
        return new EvidenceUnavailableException(
                UnavailabilityReason.BEYOND,
                words,
                Optional.empty(),
                Optional.of(new NoticedBlindSpot(blindSpot, words)));
    }

    /**
     * A list was not read completely.
     *
     * @param what the listed things, in the plural
     */
    public static EvidenceUnavailableException limit(String what, int read, OptionalInt leftOut) {
        var limit = new ReachedLimit(what, read, leftOut);
        return new EvidenceUnavailableException(
                UnavailabilityReason.LIMIT, limit.words(), Optional.empty(), Optional.of(limit));
    }

    /** Forbidden: the message names the missing permission. */
    public static EvidenceUnavailableException forbidden(String what, Permission needs) {
        var message = "%s: %s, needs %s, for example %s on %s%s"
                .formatted(
                        what,
                        UnavailabilityReason.FORBIDDEN.words,
                        needs.action(),
                        needs.grant(),
                        needs.scope(),
                        needs.roleUpdate()
                                .map("; the app's own role gets it with: %s"::formatted)
                                .orElse(""));
        return new EvidenceUnavailableException(UnavailabilityReason.FORBIDDEN, message, Optional.of(needs));
    }

    /** The network rules of the registry block Pull Responder, whose outbound IP address is given. */
    public static EvidenceUnavailableException blocked(String what, String address) {
        return new EvidenceUnavailableException(
                UnavailabilityReason.BLOCKED,
                ("%s: the network rules of the registry block Pull Responder, whose IP address is %s; allow that address in the"
                                + " registry's firewall, or give the app's network a private endpoint of the registry")
                        .formatted(what, address),
                Optional.empty());
    }

    /** Not read because a capability is off: the message names the setting. */
    static EvidenceUnavailableException switchedOff(String what, Capability off) {
        var message = "%s: %s, %s is 'false'".formatted(what, UnavailabilityReason.SWITCHED_OFF.words, off.setting());
        return new EvidenceUnavailableException(UnavailabilityReason.SWITCHED_OFF, message, Optional.empty());
    }

    public UnavailabilityReason reason() {
        return reason;
    }

    /** Returns true if a retry may succeed; otherwise the failure remains until something changes. */
    public boolean mayPass() {
        return switch (reason) {
            case THROTTLED, UNREACHABLE, TIMED_OUT -> true;
            case FORBIDDEN,
                    NOT_FOUND,
                    MALFORMED,
                    TOO_LARGE,
                    UNAUTHENTICATED,
                    UNTRUSTED,
                    BLOCKED,
                    BEYOND,
                    LIMIT,
                    SWITCHED_OFF -> false;
        };
    }

    /** The missing permission, if that is the reason. */
    public Optional<Permission> needs() {
        return needs;
    }

    /** The blind spot or the limit, if that is the reason. */
    public Optional<Limitation> limitation() {
        return limitation;
    }
}
