package io.github.pullresponder.read;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A value that was read, or the reason why not. {@link AsyncRead} is the same for a read in progress. */
public final class ReadResult<T> {
    private final Optional<T> value;
    private final Optional<EvidenceUnavailableException> why;

    private ReadResult(Optional<T> value, Optional<EvidenceUnavailableException> why) {
        this.value = value;
        this.why = why;
    }

    public static <T> ReadResult<T> of(T value) {
        return new ReadResult<>(Optional.of(value), Optional.empty());
    }

    public static <T> ReadResult<T> unread(EvidenceUnavailableException why) {
        return new ReadResult<>(Optional.empty(), Optional.of(why));
    }

    /** The result of a read on this thread. */
    public static <T> ReadResult<T> attempt(Supplier<T> question) {
        try {
            return of(question.get());
        } catch (EvidenceUnavailableException why) {
            return unread(why);
        }
    }

    /** The values of the reads that succeeded. */
    public static <T> List<T> onlyRead(Collection<ReadResult<T>> results) {
        return results.stream().flatMap(result -> result.value.stream()).toList();
    }

    /**
     * Returns the value.
     *
     * @throws EvidenceUnavailableException if it was not read
     */
    public T get() {
        return value.orElseThrow(why::orElseThrow);
    }

    public T orElse(T otherwise) {
        return value.orElse(otherwise);
    }

    public boolean isRead() {
        return value.isPresent();
    }

    /** The value; absent if it was not read. */
    public Optional<T> optional() {
        return value;
    }

    /** The reason why there is no value; absent if there is one. */
    public Optional<EvidenceUnavailableException> why() {
        return why;
    }

    public <R> ReadResult<R> map(Function<T, R> change) {
        return new ReadResult<>(value.map(change), why);
    }
}
