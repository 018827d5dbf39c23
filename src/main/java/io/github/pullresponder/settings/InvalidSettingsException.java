package io.github.pullresponder.settings;

import java.util.List;

/** Some app settings are invalid; the message lists all of them, not only the first. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public InvalidSettingsException(List<String> problems) {
        super("Pull Responder cannot start: %d invalid app settings.%n  %s"
                .formatted(problems.size(), String.join(System.lineSeparator() + "  ", problems)));
        this.problems = List.copyOf(problems);
    }

    /** The problems; each names its setting. */
    public List<String> problems() {
        return problems;
    }
}
