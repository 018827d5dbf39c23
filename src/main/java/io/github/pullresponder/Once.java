package io.github.pullresponder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made when it is first asked for, and then kept: loading an SDK's classes takes longer than most reads. */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> make;
    private @Nullable T made;

    private Once(Supplier<T> make) {
        this.make = make;
    }

    static <T> Supplier<T> of(Supplier<T> make) {
        return new Once<>(make);
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = make.get();
        }
        return made;
    }
}
