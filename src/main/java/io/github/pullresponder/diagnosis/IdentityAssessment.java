package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.PullingIdentity;
import java.util.Locale;

/** Whether one identity could have pulled, and why. */
public record IdentityAssessment(PullingIdentity identity, Outcome outcome, String reason) {
    /** What is known of it. */
    public enum Outcome {
        WORKS,
        FAILS,
        UNKNOWN;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
