package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.PullingIdentity;
import java.util.List;
import java.util.Locale;

/**
 * Whether one identity could have pulled, and why.
 *
 * @param evidence that it works; empty if it does not, or if that is not known
 */
public record IdentityAssessment(PullingIdentity identity, Outcome outcome, String reason, List<Evidence> evidence) {
    public IdentityAssessment {
        evidence = List.copyOf(evidence);
        if (outcome == Outcome.WORKS && evidence.isEmpty()) {
            throw new IllegalArgumentException("that an identity works needs evidence");
        }
    }

    /** An assessment that rests on no fact of its own. */
    public IdentityAssessment(PullingIdentity identity, Outcome outcome, String reason) {
        this(identity, outcome, reason, List.of());
    }

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
