package io.github.pullresponder.command;

import java.util.Optional;
import java.util.Set;

/** Commands for tests of reports, which do not depend on the content of a command. */
public final class Commands {
    private Commands() {}

    public static Command of(String text) {
        return new Command(text, Optional.of(text), Set.of(), Optional.empty());
    }
}
