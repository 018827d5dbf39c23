package io.github.pullresponder.sandbox;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether standard output is a terminal that shows colours. */
final class Terminal {
    private Terminal() {}

    /** From JDK 22 on there is a console even where output is redirected; it then says that it is no terminal. */
    static boolean takesColours() {
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
