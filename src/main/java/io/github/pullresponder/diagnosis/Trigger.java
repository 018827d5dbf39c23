package io.github.pullresponder.diagnosis;

import java.util.Locale;

/** What made the responder look. {@code source} names it: a function, an alert, an event. */
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
