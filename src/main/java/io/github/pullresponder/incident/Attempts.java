package io.github.pullresponder.incident;

import io.github.pullresponder.storage.StorageUnavailable;
import java.util.Optional;
import java.util.function.Supplier;

/** Does again what another instance came before with: read, decide, write on condition that nobody else wrote. */
final class Attempts {
    private static final int MOST = 200;

    private Attempts() {}

    /**
     * @param attempt empty if somebody else was faster
     * @throws StorageUnavailable if somebody else always is: the message is then delivered again later
     */
    static <T> T until(String what, Supplier<Optional<T>> attempt) {
        for (var i = 0; i < MOST; i++) {
            var result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new StorageUnavailable(what + " is written by too many at once");
    }
}
