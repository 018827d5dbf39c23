package io.github.pullresponder.storage;

import java.util.Optional;
import java.util.function.Supplier;

/** Retries after a concurrent write of another instance: read, decide, write if the row is unchanged. */
public final class OptimisticRetry {
    private static final int MOST = 200;

    private OptimisticRetry() {}

    /**
     * Repeats an attempt until it succeeds.
     *
     * @param attempt returns empty if another instance was faster
     * @throws StorageUnavailableException if another instance is always faster; the message is then delivered again later
     */
    public static <T> T until(String what, Supplier<Optional<T>> attempt) {
        for (var i = 0; i < MOST; i++) {
            var result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new StorageUnavailableException(what + " has too many concurrent writers");
    }
}
