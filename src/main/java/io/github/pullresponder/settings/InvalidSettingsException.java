package io.github.pullresponder.settings;

import java.util.List;

/** The app settings cannot be used; the message lists every problem, not only the first. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public InvalidSettingsException(List<String> problems) {
        super("Pull Responder cannot start: %d of its app settings cannot be used.%n  %s"
                .formatted(problems.size(), String.join(System.lineSeparator() + "  ", problems)));
        this.problems = List.copyOf(problems);
    }

    /** Each names its setting. */
    public List<String> problems() {
        return problems;
    }
}
