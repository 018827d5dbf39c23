package io.github.pullresponder.intake;

import java.util.List;

/** What arrived cannot be understood; every problem is named. */
public final class UnreadableInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    UnreadableInput(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
