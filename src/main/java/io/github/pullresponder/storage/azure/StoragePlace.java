package io.github.pullresponder.storage.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The queue, the table or the container, as requests and their errors are about it: whatever the SDK throws becomes
 * {@link StorageUnavailableException}, whose message holds nothing the service or the SDK said.
 */
record StoragePlace(String name, StorageService service) {
    private static final int NOT_FOUND = 404;

    <T> T ask(Supplier<T> request) {
        // No status is a refusal, so nothing else is ever asked.
        return ask(request, Set.of(), request);
    }

    /** What the request answers; something else if the service refuses with one of these statuses. */
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
     * A request that makes the place if it is missing. It is not looked for before: it is missing once in its life, and
     * is written to all the time.
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
