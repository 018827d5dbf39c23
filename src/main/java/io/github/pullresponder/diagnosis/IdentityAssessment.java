package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.PullingIdentity;
import java.util.List;
import java.util.Locale;

/**
 * The pull access of one identity, with the reason.
 *
 * @param evidence proves that the identity has pull access; empty if it has none, or if that is not known
 */
public record IdentityAssessment(
        PullingIdentity identity, AssessmentResult outcome, String reason, List<Evidence> evidence) {
    public IdentityAssessment {
        evidence = List.copyOf(evidence);
        if (outcome == AssessmentResult.WORKS && evidence.isEmpty()) {
            throw new IllegalArgumentException("an identity with pull access needs evidence");
        }
    }

    /** An assessment without evidence. */
    public IdentityAssessment(PullingIdentity identity, AssessmentResult outcome, String reason) {
        this(identity, outcome, reason, List.of());
    }

    /** The result of an assessment. */
    public enum AssessmentResult {
        WORKS,
        FAILS,
        UNKNOWN;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
