package io.github.pullresponder.evidence.kubernetes;

import com.azure.core.exception.AzureException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.ResourceNotFoundException;
import io.github.pullresponder.read.ClientExceptionClassifier;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ResponseTooLargeException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Translates exceptions of the Kubernetes client into absent, forbidden, throttled, unreachable or malformed. */
final class KubernetesErrors {
    private KubernetesErrors() {}

    /**
     * Runs a read; absent on 404. An empty response is a failure, because it does not show what exists.
     *
     * @param read throws if the resource does not exist, and returns null if the response was empty
     */
    static <T> Optional<T> find(String what, Permission needs, Supplier<@Nullable T> read) {
        try {
            return Optional.of(Optional.ofNullable(read.get())
                    .orElseThrow(() -> new IllegalArgumentException("an empty response")));
        } catch (KubernetesClientException e) {
            return absent(what, needs, e);
        } catch (ResourceNotFoundException e) {
            // The client uses it for every failure, with the failure as its cause.
            if (e.getCause() instanceof KubernetesClientException failure) {
                return absent(what, needs, failure);
            }
            throw EvidenceUnavailableException.because(UnavailabilityReason.MALFORMED, what);
        } catch (EvidenceUnavailableException e) {
            throw e;
        } catch (AzureException e) {
            throw EvidenceUnavailableException.forbidden(what + " (no valid Azure credential)", needs);
        } catch (RuntimeException e) {
            throw EvidenceUnavailableException.because(UnavailabilityReason.MALFORMED, what);
        }
    }

    private static <T> Optional<T> absent(String what, Permission needs, KubernetesClientException e) {
        if (e.getCode() == 404) {
            return Optional.empty();
        }
        throw translate(what, needs, e);
    }

    private static EvidenceUnavailableException translate(String what, Permission needs, KubernetesClientException e) {
        if (ClientExceptionClassifier.isCausedBy(e, ResponseTooLargeException.class)) {
            return EvidenceUnavailableException.because(UnavailabilityReason.TOO_LARGE, what);
        }
        if (e.getCode() <= 0) {
            return EvidenceUnavailableException.because(reasonWithoutStatus(e), what);
        }
        return switch (e.getCode()) {
            case 401 -> EvidenceUnavailableException.because(UnavailabilityReason.UNAUTHENTICATED, what);
            case 403 -> EvidenceUnavailableException.forbidden(what, needs);
            case 429 -> EvidenceUnavailableException.because(UnavailabilityReason.THROTTLED, what);
            default ->
                EvidenceUnavailableException.because(
                        e.getCode() >= 500 ? UnavailabilityReason.UNREACHABLE : UnavailabilityReason.MALFORMED, what);
        };
    }

    private static UnavailabilityReason reasonWithoutStatus(KubernetesClientException e) {
        if (ClientExceptionClassifier.isDistrust(e)) {
            return UnavailabilityReason.UNTRUSTED;
        }
        return isMalformed(e) ? UnavailabilityReason.MALFORMED : UnavailabilityReason.UNREACHABLE;
    }

    /** Without a status, there was either no response, or one that is not valid JSON. */
    private static boolean isMalformed(KubernetesClientException e) {
        Throwable cause = e;
        for (var depth = 0; cause != null && depth < 12; depth++, cause = cause.getCause()) {
            if (cause instanceof com.fasterxml.jackson.core.JacksonException
                    || cause instanceof IllegalArgumentException
                    || cause instanceof ClassCastException) {
                return true;
            }
            if (cause instanceof IOException) {
                return false;
            }
        }
        return false;
    }
}
