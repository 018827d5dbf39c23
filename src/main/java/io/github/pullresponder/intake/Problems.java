package io.github.pullresponder.intake;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with one input, all of it; for an input that is nothing but wrong, enough of it. */
final class Problems {
    private static final int MOST = 50;

    private final List<String> found = new ArrayList<>();

    @FormatMethod
    void add(@FormatString String problem, Object... details) {
        if (found.size() < MOST) {
            found.add(problem.formatted(details));
        } else if (found.size() == MOST) {
            found.add("and more");
        }
    }

    /** @throws UnreadableInput naming them, if there are any */
    void refuse() {
        if (!found.isEmpty()) {
            throw new UnreadableInput(found);
        }
    }
}
