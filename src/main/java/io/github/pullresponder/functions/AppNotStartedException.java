package io.github.pullresponder.functions;

import java.util.List;
import java.util.Objects;

/**
 * The app could not be composed. It is not an Error, so that the trigger gets an answer and retries: a queue, a timer
 * with retries, Event Grid.
 */
final class AppNotStartedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final transient List<String> problems;

    AppNotStartedException(String what, List<String> problems) {
        super(what + ": " + String.join("; ", problems));
        this.what = what;
        this.problems = List.copyOf(problems);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The summary, without the reasons. */
    String what() {
        return what;
    }

    /** The reasons; for invalid settings, each begins with the setting's name. */
    List<String> problems() {
        return problems;
    }

    /** The first word of each reason, which is the setting's name: callers without a key must not see values. */
    List<String> names() {
        return problems.stream()
                .map(problem -> problem.split(" ", 2)[0])
                .distinct()
                .toList();
    }
}
