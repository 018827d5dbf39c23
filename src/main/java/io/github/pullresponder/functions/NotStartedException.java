package io.github.pullresponder.functions;

import java.util.List;
import java.util.Objects;

/**
 * The app could not be composed. Not an Error, so that the trigger gets an answer and tries again: a queue, a timer
 * with retries, Event Grid.
 */
final class NotStartedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final transient List<String> problems;

    NotStartedException(String what, List<String> problems) {
        super(what + ": " + String.join("; ", problems));
        this.what = what;
        this.problems = List.copyOf(problems);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** What happened, without the reasons. */
    String what() {
        return what;
    }

    /** Each names its setting, where settings are the reason. */
    List<String> problems() {
        return problems;
    }

    /** Only the first word of each, which is the setting's name: a value is nothing for those who need no key. */
    List<String> names() {
        return problems.stream()
                .map(problem -> problem.split(" ", 2)[0])
                .distinct()
                .toList();
    }
}
