package io.github.pullresponder.read;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.pullresponder.read.Limitation.NoticedBlindSpot;
import io.github.pullresponder.read.Limitation.ReachedLimit;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A question that got no answer, and why. A check that meets it is undetermined; it is never "ruled out".
 *
 * <p>Its message holds names and reasons only: no bodies, no query strings, no text of a remote system. It has no cause for
 * the same reason: messages of SDK exceptions quote what they could not read, which may be a secret.
 */
public final class EvidenceUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Reason {
        FORBIDDEN("forbidden"),
        THROTTLED("throttled"),
        UNREACHABLE("not reached"),
        TIMED_OUT("no answer in time"),
        MALFORMED("an answer that cannot be read"),
        /** A limit of ours: what is larger would stall everything else. */
        TOO_LARGE("an answer of more than 4 MiB"),
        /** The API server of a cluster did not take the token: no role would help. */
        UNAUTHENTICATED("the API server does not accept the responder's token"),
        /** It was reached, and its certificate is signed by no authority that is trusted here, or is another host's. */
        UNTRUSTED("its certificate is not trusted"),
        /** The network rules of the registry do not let the responder in: no role would help. */
        BLOCKED("blocked by network rules"),
        NOT_FOUND("does not exist, or is not visible"),
        /** It was read, and leads where Azure's own settings do not show what happens. */
        BEYOND("beyond what can be examined"),
        /** It was read in part: a limit of ours was reached. */
        LIMIT("read in part"),
        /** Those who installed the responder do not want it to be read. */
        SWITCHED_OFF("switched off");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    private final Reason reason;
    private final transient Optional<Permission> needs;
    private final transient Optional<Limitation> limitation;

    private EvidenceUnavailableException(Reason reason, String message, Optional<Permission> needs) {
        this(reason, message, needs, Optional.empty());
    }

    private EvidenceUnavailableException(
            Reason reason, String message, Optional<Permission> needs, Optional<Limitation> limitation) {
        super(message);
        this.reason = reason;
        this.needs = needs;
        this.limitation = limitation;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** {@code what} names the thing that was asked for, such as "role assignments of contososhop". */
    public static EvidenceUnavailableException because(Reason reason, String what) {
        return new EvidenceUnavailableException(reason, what + ": " + reason.words, Optional.empty());
    }

    /** What can be read ends here: the message says where, and why. */
    @FormatMethod
    public static EvidenceUnavailableException beyond(String message, Object... details) {
        return new EvidenceUnavailableException(Reason.BEYOND, message.formatted(details), Optional.empty());
    }

    /** A blind spot was noticed: the message says what was noticed, and where. */
    @FormatMethod
    public static EvidenceUnavailableException notVisible(
            BlindSpot blindSpot, @FormatString String noticed, Object... details) {
        var words = noticed.formatted(details);
        return new EvidenceUnavailableException(
                Reason.BEYOND, words, Optional.empty(), Optional.of(new NoticedBlindSpot(blindSpot, words)));
    }

    /**
     * A list was not read to its end.
     *
     * @param what the things that are listed, in the plural
     */
    public static EvidenceUnavailableException limit(String what, int read, OptionalInt leftOut) {
        var limit = new ReachedLimit(what, read, leftOut);
        return new EvidenceUnavailableException(Reason.LIMIT, limit.words(), Optional.empty(), Optional.of(limit));
    }

    /** Forbidden: the message names the permission that would settle it. */
    public static EvidenceUnavailableException forbidden(String what, Permission needs) {
        var message = "%s: %s, needs %s, for example %s on %s%s"
                .formatted(
                        what,
                        Reason.FORBIDDEN.words,
                        needs.action(),
                        needs.grant(),
                        needs.scope(),
                        needs.roleUpdate()
                                .map("; the app's own role gets it with: %s"::formatted)
                                .orElse(""));
        return new EvidenceUnavailableException(Reason.FORBIDDEN, message, Optional.of(needs));
    }

    /** The network rules of the registry refuse the responder, which arrives with this address. */
    public static EvidenceUnavailableException blocked(String what, String address) {
        return new EvidenceUnavailableException(
                Reason.BLOCKED,
                ("%s: the network rules of the registry block Pull Responder, which arrives from %s; allow that address in the"
                                + " registry's firewall, or give the app's network a private endpoint of the registry")
                        .formatted(what, address),
                Optional.empty());
    }

    /** Not asked for: the message names the setting. */
    static EvidenceUnavailableException switchedOff(String what, Capability off) {
        var message = "%s: %s, %s is 'false'".formatted(what, Reason.SWITCHED_OFF.words, off.setting());
        return new EvidenceUnavailableException(Reason.SWITCHED_OFF, message, Optional.empty());
    }

    public Reason reason() {
        return reason;
    }

    /** Whether another attempt may be answered; otherwise it stays as it is until something changes. */
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

    /** The permission that would settle the question, if a missing one is the reason. */
    public Optional<Permission> needs() {
        return needs;
    }

    /** The blind spot or the limit that is the reason, if one is. */
    public Optional<Limitation> limitation() {
        return limitation;
    }
}
