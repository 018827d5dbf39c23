package io.github.pullresponder.sandbox.remedy;

import com.google.errorprone.annotations.FormatMethod;

/** Reports that a program rejects a command, as the real one would. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    @FormatMethod
    Refusal(String message, Object... parts) {
        super(message.formatted(parts));
    }
}
