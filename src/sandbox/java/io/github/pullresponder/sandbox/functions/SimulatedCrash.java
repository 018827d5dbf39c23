package io.github.pullresponder.sandbox.functions;

/**
 * Simulates the death of the process. The state of everything that it held stays unchanged: a message is neither
 * deleted nor released, and a request gets no answer.
 *
 * <p>This is an {@code Error}, so that no {@code catch} of the product handles it.
 */
public final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    public SimulatedCrash(String where) {
        super("the process died " + where);
    }

    /** Whether a throwable is a simulated crash or was caused by one: futures wrap exceptions. */
    static boolean isBehind(Throwable thrown) {
        var cause = thrown;
        while (cause != null && !(cause instanceof SimulatedCrash)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
