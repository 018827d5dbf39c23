package io.github.pullresponder.checks.identity;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.IdentityAssessment;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.NotApplicableException;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.KubeletIdentity;
import io.github.pullresponder.pull.PullingIdentity.NamedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.Unread;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A check of one identity's fault.
 *
 * <p>A subclass asks its question of a single identity. What holds for all of them stands here: the identities that were
 * meant to pull are examined; a fault is the cause only if no other identity could have pulled instead, and it is told as
 * likely if that is not known.
 */
abstract class CredentialCheck implements Check {

    @Override
    public Set<Symptom> explains() {
        return Set.of(Symptom.UNAUTHORIZED);
    }

    /** The question, asked of one identity; of a kind it is not about, it does not apply. */
    abstract Verdict examine(PullingIdentity identity, PullContext pull);

    /** Whether an identity this check rules out is known to be able to pull, as far as this check can tell. */
    boolean provesAccess() {
        return false;
    }

    @Override
    public final Verdict examine(PullContext pull) {
        pull.anticipateCredentials();
        var secrets = pull.pullSecrets();
        var cluster = pull.clusterIdentity();
        List<PullingIdentity> meant = secrets.isEmpty() ? cluster.stream().toList() : List.copyOf(secrets);
        var verdicts = meant.stream().map(identity -> verdictOn(identity, pull)).toList();
        var faults = new ArrayList<Finding>();
        var faulty = new ArrayList<PullingIdentity>();
        for (var i = 0; i < meant.size(); i++) {
            if (verdicts.get(i) instanceof Verdict.Confirmed confirmed) {
                faulty.add(meant.get(i));
                confirmed.findings().forEach(finding -> faults.add(withOtherWay(finding, secrets, pull)));
            }
        }
        if (!faults.isEmpty()) {
            return asFarAsNoOtherWorks(faults, faulty, pull);
        }
        var allUnread = !secrets.isEmpty() && secrets.stream().allMatch(it -> it.state() instanceof Unread);
        return allUnread && cluster.isPresent()
                ? whereSecretsAreUnread(verdicts.get(0), cluster.get(), pull)
                : strongest(verdicts);
    }

    /** The question of one identity, with whatever it throws as its verdict. */
    final Verdict verdictOn(PullingIdentity identity, PullContext pull) {
        if (identity instanceof NamedPullSecret secret && secret.state() instanceof Unread unread) {
            return Verdict.undetermined(unread.why());
        }
        try {
            return examine(identity, pull);
        } catch (NotApplicableException e) {
            return Verdict.notApplicable("%s", e.getMessage());
        } catch (EvidenceUnavailableException e) {
            return Verdict.undetermined(e);
        }
    }

    private static Verdict asFarAsNoOtherWorks(List<Finding> faults, List<PullingIdentity> faulty, PullContext pull) {
        var others = IdentityEvaluator.of(pull).stream()
                .filter(standing -> !faulty.contains(standing.identity()))
                .toList();
        var works = with(IdentityAssessment.Outcome.WORKS, others);
        if (works.isPresent()) {
            Verdict verdict = Verdict.ruledOut(
                    "%s, but %s can pull",
                    faults.get(0).summary(), works.get().identity().name());
            for (var fault : faults) {
                verdict = verdict.advising(fault);
            }
            return verdict;
        }
        return with(IdentityAssessment.Outcome.UNKNOWN, others)
                .<Verdict>map(unknown -> Verdict.undetermined(
                                "%s; whether %s could pull instead is not known: %s",
                                faults.get(0).summary(), unknown.identity().name(), unknown.reason())
                        .suspecting(faults.get(0)))
                .orElseGet(() -> Verdict.confirmed(faults));
    }

    /** Somebody else may have been meant; what is wrong with the cluster's identity is then only likely. */
    private Verdict whereSecretsAreUnread(Verdict unread, PullingIdentity cluster, PullContext pull) {
        var verdict = verdictOn(cluster, pull);
        if (verdict instanceof Verdict.Confirmed confirmed && unread instanceof Verdict.Undetermined open) {
            return open.suspecting(confirmed.finding());
        }
        return verdict instanceof Verdict.RuledOut ? verdict : unread;
    }

    private static Optional<IdentityAssessment> with(
            IdentityAssessment.Outcome outcome, List<IdentityAssessment> standings) {
        return standings.stream().filter(it -> it.outcome() == outcome).findFirst();
    }

    /** What is open outweighs what is ruled out, and that outweighs what does not apply. */
    private static Verdict strongest(List<Verdict> verdicts) {
        return first(Verdict.Undetermined.class, verdicts)
                .or(() -> first(Verdict.RuledOut.class, verdicts))
                .or(() -> verdicts.stream().findFirst())
                .orElseGet(() -> Verdict.notApplicable("the cluster names no identity that pulls"));
    }

    private static Optional<Verdict> first(Class<? extends Verdict> kind, List<Verdict> verdicts) {
        return verdicts.stream().filter(kind::isInstance).findFirst();
    }

    /** Where a secret fails, the nodes' own identity is another way: it has no password that could expire. */
    private static Finding withOtherWay(Finding finding, List<NamedPullSecret> secrets, PullContext pull) {
        if (secrets.isEmpty()) {
            return finding;
        }
        try {
            return pull.clusterIdentity()
                    .filter(KubeletIdentity.class::isInstance)
                    .filter(kubelet -> !pull.registryIsInAnotherTenant())
                    .map(kubelet -> finding.fix(IdentityRemedies.orPullWithKubeletIdentity(
                            pull.pullerOf(kubelet), pull.cluster(), pull.registry())))
                    .orElse(finding);
        } catch (EvidenceUnavailableException | NotApplicableException e) {
            return finding;
        }
    }
}
