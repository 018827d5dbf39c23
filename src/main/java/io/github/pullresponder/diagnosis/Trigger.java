package io.github.pullresponder.diagnosis;

import java.util.Locale;

/** The trigger of a report. {@code source} is the name of the function, alert or event. */
public record Trigger(TriggerType kind, String source) {
    /** The kinds of triggers. Reports contain their labels. */
    public enum TriggerType {
        ALERT,
        EVENT,
        TIMER,
        HTTP;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
