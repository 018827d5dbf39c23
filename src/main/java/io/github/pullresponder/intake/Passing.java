package io.github.pullresponder.intake;

import io.github.pullresponder.evidence.Unreadable;

/** Tells apart what another delivery may find answered, and what stays as it is until somebody changes it. */
public final class Passing {
    private Passing() {}

    public static boolean is(Unreadable e) {
        return switch (e.reason()) {
            case THROTTLED, UNREACHABLE, TIMED_OUT -> true;
            case FORBIDDEN, NOT_FOUND, MALFORMED, BEYOND -> false;
        };
    }
}
