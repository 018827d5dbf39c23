package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.DoesNotApply;
import io.github.pullresponder.evidence.Unreadable;
import java.util.Optional;
import java.util.function.Supplier;

/** A fact that makes an answer better but does not decide it: absent where it cannot be read. */
final class Known {
    private Known() {}

    static <T> Optional<T> of(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (Unreadable | DoesNotApply e) {
            return Optional.empty();
        }
    }
}
