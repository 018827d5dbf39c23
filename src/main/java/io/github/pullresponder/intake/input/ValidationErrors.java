package io.github.pullresponder.intake.input;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.pullresponder.redaction.Redaction;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with one input, all of it; for an input that is nothing but wrong, enough of it. What is repeated of the input comes
 * without secrets.
 */
public final class ValidationErrors {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 64;

    private final List<String> found = new ArrayList<>();

    @FormatMethod
    public void add(@FormatString String problem, Object... details) {
        if (found.size() < MOST) {
            found.add(Redaction.of(problem.formatted(details)));
        } else if (found.size() == MOST) {
            found.add("and more");
        }
    }

    /** A name that came from outside, as far as it is worth repeating. */
    public static String named(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    /**
     * Refuses the input if there is an error.
     *
     * @throws UnreadableInputException naming them, if there are any
     */
    public void refuse() {
        if (!found.isEmpty()) {
            throw new UnreadableInputException(found);
        }
    }
}
