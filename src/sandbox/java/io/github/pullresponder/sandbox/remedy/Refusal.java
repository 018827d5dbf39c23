package io.github.pullresponder.sandbox.remedy;

import com.google.errorprone.annotations.FormatMethod;

/** A program does not do what a command says, as the real one would not. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    @FormatMethod
    Refusal(String message, Object... parts) {
        super(message.formatted(parts));
    }
}
