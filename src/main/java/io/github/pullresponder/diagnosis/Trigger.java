package io.github.pullresponder.diagnosis;

import java.util.Locale;

/** The reason for a report. {@code source} names it: a function, an alert, an event. */
public record Trigger(Kind kind, String source) {
    /** The kinds of triggers, as reports spell them. */
    public enum Kind {
        ALERT,
        EVENT,
        TIMER,
        HTTP;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
