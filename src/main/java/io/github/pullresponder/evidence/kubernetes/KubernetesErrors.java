package io.github.pullresponder.evidence.kubernetes;

import com.azure.core.exception.AzureException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.evidence.Unreadable.Reason;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns what the Kubernetes client throws into absent, forbidden, throttled, unreachable or malformed. */
final class KubernetesErrors {
    private KubernetesErrors() {}

    /** @param read answers null where the resource does not exist, as the Kubernetes client does */
    static <T> Optional<T> find(String what, Permission needs, Supplier<T> read) {
        try {
            return Optional.ofNullable(read.get());
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
                return Optional.empty();
            }
            throw translated(what, needs, e);
        } catch (AzureException e) {
            throw Unreadable.forbidden(what + " (no valid Azure credential)", needs);
        } catch (RuntimeException e) {
            throw Unreadable.because(Reason.MALFORMED, what);
        }
    }

    private static Unreadable translated(String what, Permission needs, KubernetesClientException e) {
        if (e.getCode() <= 0) {
            return Unreadable.because(isMalformed(e) ? Reason.MALFORMED : Reason.UNREACHABLE, what);
        }
        return switch (e.getCode()) {
            case 401, 403 -> Unreadable.forbidden(what, needs);
            case 429 -> Unreadable.because(Reason.THROTTLED, what);
            default -> Unreadable.because(e.getCode() >= 500 ? Reason.UNREACHABLE : Reason.MALFORMED, what);
        };
    }

    /** Without a status: either no answer came, or one that is not the JSON it should be. */
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
