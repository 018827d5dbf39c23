package io.github.pullresponder.storage.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Translates the exceptions of requests to a queue, a table or a container: every exception of the SDK becomes
 * {@link StorageUnavailableException}, whose message contains no text of the service or the SDK.
 */
record StorageExceptionTranslator(String name, StorageService service) {
    private static final int NOT_FOUND = 404;

    <T> T ask(Supplier<T> request) {
        // No status counts as a rejection, so the second supplier is never called.
        return ask(request, Set.of(), request);
    }

    /** The answer to the request, or another value if the service rejects it with one of these statuses. */
    <T> T ask(Supplier<T> request, Set<Integer> refusals, Supplier<T> refused) {
        try {
            return request.get();
        } catch (HttpResponseException e) {
            if (!refusals.contains(statusOf(e))) {
                throw unavailable(e);
            }
        } catch (StorageUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StorageUnavailableException(name + ": no answer");
        }
        return refused.get();
    }

    /**
     * A request that creates the place if it is missing. There is no check before the request, because the place is missing only once but
     * written often.
     */
    static <T> Supplier<T> creating(Runnable create, Supplier<T> request) {
        return () -> {
            try {
                return request.get();
            } catch (HttpResponseException e) {
                if (statusOf(e) != NOT_FOUND) {
                    throw e;
                }
                create.run();
                return request.get();
            }
        };
    }

    private StorageUnavailableException unavailable(HttpResponseException e) {
        var status = statusOf(e);
        if (status == 401 || status == 403) {
            return StorageUnavailableException.forbidden(name, service.role());
        }
        if (e instanceof ClientAuthenticationException) {
            return new StorageUnavailableException(name + ": no valid Azure credential");
        }
        if (status > 0 && status < 400) {
            return new StorageUnavailableException(name + ": an answer that cannot be read");
        }
        return new StorageUnavailableException(name + (status == 0 ? ": no answer" : ": answered " + status));
    }

    private static int statusOf(HttpResponseException e) {
        return e.getResponse() == null ? 0 : e.getResponse().getStatusCode();
    }
}
