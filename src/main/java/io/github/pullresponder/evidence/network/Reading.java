package io.github.pullresponder.evidence.network;

import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.Unreadable;
import java.util.Optional;
import java.util.function.Supplier;

/** A part of the network as it was read, or why it was not. */
public final class Reading<T> {
    private final Optional<T> value;
    private final Optional<Unreadable> problem;

    private Reading(Optional<T> value, Optional<Unreadable> problem) {
        this.value = value;
        this.problem = problem;
    }

    public static <T> Reading<T> of(T value) {
        return new Reading<>(Optional.of(value), Optional.empty());
    }

    public static <T> Reading<T> unread(Unreadable why) {
        return new Reading<>(Optional.empty(), Optional.of(why));
    }

    /** Waits for a fact. */
    public static <T> Reading<T> of(Fact<T> fact) {
        return asked(fact::get);
    }

    public static <T> Reading<T> asked(Supplier<T> question) {
        try {
            return of(question.get());
        } catch (Unreadable why) {
            return unread(why);
        }
    }

    /**
     * Returns the value.
     *
     * @throws Unreadable if it was not read
     */
    public T get() {
        return value.orElseThrow(() -> problem.orElseThrow());
    }

    public boolean isRead() {
        return value.isPresent();
    }
}
