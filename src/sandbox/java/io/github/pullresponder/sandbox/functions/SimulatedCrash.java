package io.github.pullresponder.sandbox.functions;

/**
 * Thrown by a test where the process is to die: whatever it held stays as it is. A message is neither deleted nor released,
 * a request gets no answer.
 *
 * <p>It is an {@code Error} so that no {@code catch} of the product takes it for a failure it can deal with.
 */
public final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    public SimulatedCrash(String where) {
        super("the process died " + where);
    }

    /** Whether it is what was thrown, or what caused that: futures wrap what they pass on. */
    static boolean isBehind(Throwable thrown) {
        var cause = thrown;
        while (cause != null && !(cause instanceof SimulatedCrash)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
