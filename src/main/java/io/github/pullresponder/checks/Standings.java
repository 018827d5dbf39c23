package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.DoesNotApply;
import io.github.pullresponder.diagnosis.PullContext;
import io.github.pullresponder.diagnosis.PullingIdentity;
import io.github.pullresponder.diagnosis.PullingIdentity.Anonymous;
import io.github.pullresponder.diagnosis.Standing;
import io.github.pullresponder.diagnosis.Standing.Outcome;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.Unreadable;
import java.util.ArrayList;
import java.util.List;

/** Judges every identity a pull could have used: its secrets, the cluster's own, and nobody. */
public final class Standings {
    private Standings() {}

    /**
     * Evaluates each identity that could pull.
     *
     * @throws DoesNotApply if the image is of no Azure registry
     */
    public static List<Standing> of(PullContext pull) {
        pull.anticipateCredentials();
        var standings = new ArrayList<Standing>();
        pull.pullSecrets().forEach(secret -> standings.add(standingOf(secret, pull)));
        pull.clusterIdentity().ifPresent(cluster -> standings.add(standingOf(cluster, pull)));
        standings.add(standingOfNobody(pull));
        return List.copyOf(standings);
    }

    private static Standing standingOf(PullingIdentity identity, PullContext pull) {
        var open = new ArrayList<String>();
        var proven = new ArrayList<String>();
        for (var check : Checks.credentials()) {
            var verdict = check.verdictOn(identity, pull);
            if (verdict instanceof Verdict.Confirmed) {
                return new Standing(identity, Outcome.FAILS, verdict.detail());
            }
            if (verdict instanceof Verdict.Undetermined) {
                open.add(verdict.detail());
            } else if (verdict instanceof Verdict.RuledOut && check.provesAccess()) {
                proven.add(verdict.detail());
            }
        }
        if (!open.isEmpty()) {
            return new Standing(identity, Outcome.UNKNOWN, open.get(0));
        }
        return proven.isEmpty()
                ? new Standing(identity, Outcome.UNKNOWN, "nothing shows whether it may pull")
                : new Standing(identity, Outcome.WORKS, proven.get(0));
    }

    /** A node always tries without credentials too; a 401 shows that it failed, unless the registry says otherwise now. */
    private static Standing standingOfNobody(PullContext pull) {
        try {
            if (pull.registry().anonymousPullEnabled()) {
                return new Standing(
                        new Anonymous(), Outcome.WORKS, pull.registry().name() + " lets anybody pull");
            }
            return new Standing(
                    new Anonymous(), Outcome.FAILS, pull.registry().name() + " lets nobody pull anonymously");
        } catch (Unreadable | DoesNotApply e) {
            return new Standing(new Anonymous(), Outcome.FAILS, "the registry answered 401");
        }
    }
}
