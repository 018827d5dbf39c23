package io.github.pullresponder.pull;

import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.Optional;
import java.util.function.Supplier;

/** A fact that makes an answer better but does not decide it: absent where it cannot be read. */
public final class Known {
    private Known() {}

    public static <T> Optional<T> of(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (EvidenceUnavailableException | NotApplicableException e) {
            return Optional.empty();
        }
    }
}
