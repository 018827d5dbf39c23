package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.Unreadable;
import java.util.Optional;
import java.util.function.Supplier;

/** A fact that makes an answer better but does not decide it: absent where it cannot be read. */
public final class Known {
    private Known() {}

    public static <T> Optional<T> of(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (Unreadable | DoesNotApply e) {
            return Optional.empty();
        }
    }
}
