package io.github.pullresponder.sandbox;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Detects whether standard output is a terminal that shows colors. */
final class Terminal {
    private Terminal() {}

    /** Since JDK 22, a console exists even if output is redirected; {@code isTerminal} then returns false. */
    static boolean supportsColors() {
        var console = System.console();
        if (console == null || System.getenv("NO_COLOR") != null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException beforeJdk22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
