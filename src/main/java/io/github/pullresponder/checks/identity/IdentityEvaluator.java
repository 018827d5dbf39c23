package io.github.pullresponder.checks.identity;

import io.github.pullresponder.diagnosis.IdentityAssessment;
import io.github.pullresponder.diagnosis.IdentityAssessment.Outcome;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.NotApplicableException;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.Anonymous;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.ArrayList;
import java.util.List;

/** Judges every identity a pull could have used: its secrets, the cluster's own, and nobody. */
public final class IdentityEvaluator {
    private IdentityEvaluator() {}

    /**
     * Evaluates each identity that could pull.
     *
     * @throws NotApplicableException if the image is of no Azure registry
     */
    public static List<IdentityAssessment> of(PullContext pull) {
        pull.anticipateCredentials();
        var standings = new ArrayList<IdentityAssessment>();
        pull.pullSecrets().forEach(secret -> standings.add(standingOf(secret, pull)));
        pull.clusterIdentity().ifPresent(cluster -> standings.add(standingOf(cluster, pull)));
        standings.add(standingOfNobody(pull));
        return List.copyOf(standings);
    }

    private static IdentityAssessment standingOf(PullingIdentity identity, PullContext pull) {
        var open = new ArrayList<String>();
        var proven = new ArrayList<String>();
        for (var check : IdentityChecks.ofAccess()) {
            var verdict = check.verdictOn(identity, pull);
            if (verdict instanceof Verdict.Confirmed) {
                return new IdentityAssessment(identity, Outcome.FAILS, verdict.detail());
            }
            if (verdict instanceof Verdict.Undetermined) {
                open.add(verdict.detail());
            } else if (verdict instanceof Verdict.RuledOut && check.provesAccess()) {
                proven.add(verdict.detail());
            }
        }
        if (!open.isEmpty()) {
            return new IdentityAssessment(identity, Outcome.UNKNOWN, open.get(0));
        }
        return proven.isEmpty()
                ? new IdentityAssessment(identity, Outcome.UNKNOWN, "nothing shows whether it may pull")
                : new IdentityAssessment(identity, Outcome.WORKS, proven.get(0));
    }

    /** A node always tries without credentials too; a 401 shows that it failed, unless the registry says otherwise now. */
    private static IdentityAssessment standingOfNobody(PullContext pull) {
        try {
            if (pull.registry().anonymousPullEnabled()) {
                return new IdentityAssessment(
                        new Anonymous(), Outcome.WORKS, pull.registry().name() + " lets anybody pull");
            }
            return new IdentityAssessment(
                    new Anonymous(), Outcome.FAILS, pull.registry().name() + " lets nobody pull anonymously");
        } catch (EvidenceUnavailableException | NotApplicableException e) {
            return new IdentityAssessment(new Anonymous(), Outcome.FAILS, "the registry answered 401");
        }
    }
}
