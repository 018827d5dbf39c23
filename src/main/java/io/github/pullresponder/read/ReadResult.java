package io.github.pullresponder.read;

import java.util.Optional;
import java.util.function.Supplier;

/** A part of the network as it was read, or why it was not. */
public final class ReadResult<T> {
    private final Optional<T> value;
    private final Optional<EvidenceUnavailableException> problem;

    private ReadResult(Optional<T> value, Optional<EvidenceUnavailableException> problem) {
        this.value = value;
        this.problem = problem;
    }

    public static <T> ReadResult<T> of(T value) {
        return new ReadResult<>(Optional.of(value), Optional.empty());
    }

    public static <T> ReadResult<T> unread(EvidenceUnavailableException why) {
        return new ReadResult<>(Optional.empty(), Optional.of(why));
    }

    /** Waits for a fact. */
    public static <T> ReadResult<T> of(AsyncRead<T> fact) {
        return asked(fact::get);
    }

    public static <T> ReadResult<T> asked(Supplier<T> question) {
        try {
            return of(question.get());
        } catch (EvidenceUnavailableException why) {
            return unread(why);
        }
    }

    /**
     * Returns the value.
     *
     * @throws EvidenceUnavailableException if it was not read
     */
    public T get() {
        return value.orElseThrow(() -> problem.orElseThrow());
    }

    public boolean isRead() {
        return value.isPresent();
    }
}
