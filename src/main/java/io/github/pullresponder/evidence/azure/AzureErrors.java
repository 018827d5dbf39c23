package io.github.pullresponder.evidence.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.identity.CredentialUnavailableException;
import io.github.pullresponder.evidence.azure.http.ClientIpNotAllowedException;
import io.github.pullresponder.read.ClientExceptionClassifier;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ResponseTooLargeException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Translates exceptions of the Azure SDKs into absent, forbidden, throttled, unreachable or malformed. */
final class AzureErrors {
    private static final int LONGEST_CAUSE_CHAIN = 12;

    private AzureErrors() {}

    /** Runs a read; absent on 404. */
    static <T> Optional<T> find(String what, Permission needs, Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (HttpResponseException e) {
            if (statusOf(e) == 404) {
                return Optional.empty();
            }
            throw translate(what, needs, e);
        } catch (RuntimeException e) {
            throw translate(what, needs, e);
        }
    }

    /** Runs a read whose resource must exist; 404 is a failure. */
    static <T> T read(String what, Permission needs, Supplier<T> read) {
        return find(what, needs, read)
                .orElseThrow(() -> EvidenceUnavailableException.because(UnavailabilityReason.NOT_FOUND, what));
    }

    private static EvidenceUnavailableException translate(String what, Permission needs, RuntimeException e) {
        if (e instanceof EvidenceUnavailableException unreadable) {
            return unreadable;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CredentialUnavailableException || cause instanceof ClientAuthenticationException) {
                return EvidenceUnavailableException.forbidden(what + " (no valid Azure credential)", needs);
            }
            if (cause instanceof ClientIpNotAllowedException refused) {
                return EvidenceUnavailableException.blocked(what, refused.address());
            }
            if (cause instanceof HttpResponseException http) {
                return fromStatus(what, needs, http);
            }
        }
        return EvidenceUnavailableException.because(reasonOf(e), what);
    }

    private static UnavailabilityReason reasonOf(RuntimeException e) {
        if (ClientExceptionClassifier.isCausedBy(e, ResponseTooLargeException.class)) {
            return UnavailabilityReason.TOO_LARGE;
        }
        if (ClientExceptionClassifier.isDistrust(e)) {
            return UnavailabilityReason.UNTRUSTED;
        }
        return isNetworkFailure(e) ? UnavailabilityReason.UNREACHABLE : UnavailabilityReason.MALFORMED;
    }

    private static EvidenceUnavailableException fromStatus(String what, Permission needs, HttpResponseException e) {
        var status = statusOf(e);
        if (status == 401 || status == 403) {
            return EvidenceUnavailableException.forbidden(what, needs);
        }
        if (status == 429) {
            return EvidenceUnavailableException.because(UnavailabilityReason.THROTTLED, what);
        }
        if (status == 404) {
            return EvidenceUnavailableException.because(UnavailabilityReason.NOT_FOUND, what);
        }
        return EvidenceUnavailableException.because(
                status >= 500 ? UnavailabilityReason.UNREACHABLE : UnavailabilityReason.MALFORMED, what);
    }

    private static int statusOf(HttpResponseException e) {
        return e.getResponse() == null ? 0 : e.getResponse().getStatusCode();
    }

    /** JSON libraries also throw subclasses of IOException; these are recognized by their packages. */
    private static boolean isNetworkFailure(Throwable e) {
        var cause = e;
        for (var depth = 0; cause != null && depth < LONGEST_CAUSE_CHAIN; depth++, cause = cause.getCause()) {
            var type = cause.getClass();
            if (cause instanceof IOException
                    && (type == IOException.class
                            || type == EOFException.class
                            || type.getPackageName().startsWith("java.net")
                            || type.getPackageName().startsWith("java.nio")
                            || type.getPackageName().startsWith("javax.net"))) {
                return true;
            }
        }
        return false;
    }
}
