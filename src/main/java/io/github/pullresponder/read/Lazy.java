package io.github.pullresponder.read;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is created on first use and then reused: loading an SDK's classes takes longer than most reads. */
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> make;
    private @Nullable T made;

    private Lazy(Supplier<T> make) {
        this.make = make;
    }

    public static <T> Supplier<T> of(Supplier<T> make) {
        return new Lazy<>(make);
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = make.get();
        }
        return made;
    }
}
