package io.github.pullresponder.command;

import java.util.Optional;
import java.util.Set;

/** Commands for tests that are about reports, not about what to run. */
public final class Commands {
    private Commands() {}

    public static Command of(String text) {
        return new Command(text, Optional.of(text), Set.of(), Optional.empty());
    }
}
