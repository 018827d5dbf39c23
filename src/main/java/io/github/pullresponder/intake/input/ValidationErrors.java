package io.github.pullresponder.intake.input;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.pullresponder.redaction.Redaction;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects all validation errors of one input, at most 50. Quoted parts of the input are redacted.
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

    /** A name from outside, shortened and redacted for an error. */
    public static String named(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    /**
     * Rejects the input if there are errors.
     *
     * @throws UnreadableInputException with all errors, if there are any
     */
    public void refuse() {
        if (!found.isEmpty()) {
            throw new UnreadableInputException(found);
        }
    }
}
