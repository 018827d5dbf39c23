package io.github.pullresponder.intake;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.pullresponder.pull.Redaction;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with one input, all of it; for an input that is nothing but wrong, enough of it. What is repeated of the input comes
 * without secrets.
 */
final class Problems {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 64;

    private final List<String> found = new ArrayList<>();

    @FormatMethod
    void add(@FormatString String problem, Object... details) {
        if (found.size() < MOST) {
            found.add(Redaction.of(problem.formatted(details)));
        } else if (found.size() == MOST) {
            found.add("and more");
        }
    }

    /** A name that came from outside, as far as it is worth repeating. */
    static String named(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    /** @throws UnreadableInput naming them, if there are any */
    void refuse() {
        if (!found.isEmpty()) {
            throw new UnreadableInput(found);
        }
    }
}
