package io.github.pullresponder.storage;

import java.util.Optional;
import java.util.function.Supplier;

/** Repeats what another instance got ahead of: read, decide, write on condition that no one else wrote. */
public final class OptimisticRetry {
    private static final int MOST = 200;

    private OptimisticRetry() {}

    /**
     * Repeats an attempt until it succeeds.
     *
     * @param attempt empty if someone else was faster
     * @throws StorageUnavailableException if someone else always is: the message is then delivered again later
     */
    public static <T> T until(String what, Supplier<Optional<T>> attempt) {
        for (var i = 0; i < MOST; i++) {
            var result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new StorageUnavailableException(what + " is written by too many at once");
    }
}
