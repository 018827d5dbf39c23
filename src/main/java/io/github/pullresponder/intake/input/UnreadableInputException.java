package io.github.pullresponder.intake.input;

import java.util.List;
import java.util.Objects;

/** An input cannot be parsed; the exception has every error. */
public final class UnreadableInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public UnreadableInputException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public List<String> problems() {
        return problems;
    }
}
