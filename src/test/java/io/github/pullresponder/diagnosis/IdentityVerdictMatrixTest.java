package io.github.pullresponder.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.IdentityAssessment.AssessmentResult;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.read.FactSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityVerdictMatrixTest {
    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void eachIdentityIsExaminedOncePerCheckHoweverManyAsk() {
        var faulty = new Recording("faulty", Verdict.confirmed(Findings.of(Cause.PULL_ROLE_MISSING, "no role")));
        var sound = new Recording("sound", Verdict.ruledOut(FactSource.message(), "in order"));
        try (var pull = shop.pull()) {
            var matrix = new IdentityVerdictMatrix(List.of(faulty, sound), pull);

            assertThat(matrix.verdictOf(faulty)).isInstanceOf(Verdict.Confirmed.class);
            assertThat(matrix.verdictOf(sound)).isInstanceOf(Verdict.RuledOut.class);
            assertThat(matrix.assessments())
                    .extracting(IdentityAssessment::outcome)
                    .containsOnly(AssessmentResult.FAILS);
            matrix.assessments();

            assertThat(faulty.examined).isNotEmpty().doesNotHaveDuplicates();
            assertThat(sound.examined).doesNotHaveDuplicates();
        }
    }

    @Test
    void anIdentityWorksIfACheckProvesItsAccess() {
        var sound = new Recording("sound", Verdict.ruledOut(FactSource.message(), "it holds AcrPull"));
        try (var pull = shop.pull()) {
            var works = new IdentityVerdictMatrix(List.of(sound), pull)
                    .assessments().stream()
                            .filter(assessment -> assessment.outcome() == AssessmentResult.WORKS)
                            .toList();
            assertThat(works).extracting(IdentityAssessment::reason).containsExactly("it holds AcrPull");
        }
    }

    @Test
    void anIdentityThatWouldWorkWasNotUsedIfTheAttemptWasAnonymous() {
        shop.events = List.of(ShopEvidence.failed("Failed to pull image \"" + ShopEvidence.IMAGE
                + "\": failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized"));
        var sound = new Recording("sound", Verdict.ruledOut(FactSource.message(), "it holds AcrPull"));
        var faulty = new Recording("faulty", Verdict.confirmed(Findings.of(Cause.PULL_ROLE_MISSING, "no role")));
        try (var pull = shop.pull()) {
            var matrix = new IdentityVerdictMatrix(List.of(sound), pull);
            assertThat(matrix.verdictOf(sound).detail())
                    .isEqualTo("it holds AcrPull, but the node sent no credentials: the message shows only an anonymous"
                            + " attempt");
            assertThat(matrix.verdictOf(sound)).isInstanceOf(Verdict.Undetermined.class);
            assertThat(matrix.assessments())
                    .extracting(IdentityAssessment::outcome)
                    .containsExactly(AssessmentResult.UNKNOWN, AssessmentResult.FAILS);
            assertThat(new IdentityVerdictMatrix(List.of(faulty), pull).verdictOf(faulty))
                    .isInstanceOf(Verdict.Confirmed.class);
        }
    }

    /** Gives the same answer for each identity, and records which identities it assessed. */
    private static final class Recording extends AbstractIdentityCheck {
        private final List<PullingIdentity> examined = new ArrayList<>();
        private final Verdict answer;

        Recording(String id, Verdict answer) {
            super(id, id + " is true", Cause.PULL_ROLE_MISSING);
            this.answer = answer;
        }

        @Override
        protected Verdict examine(PullingIdentity identity, PullContext pull) {
            examined.add(identity);
            return answer;
        }

        @Override
        protected boolean provesAccess() {
            return true;
        }
    }
}
