package io.github.pullresponder.diagnosis;

import io.github.pullresponder.diagnosis.IdentityAssessment.AssessmentResult;
import io.github.pullresponder.pull.NotApplicableException;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.Anonymous;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.UnreadSecretState;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Lazy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The verdicts of every identity check on every identity that can authenticate a pull. Each pair is examined once per diagnosis.
 *
 * <p>A column is a check's verdict on the intended identities. A fault is the cause only if no other identity can pull instead, and it
 * is likely if that is not known. A row is the pull access of one identity.
 */
public final class IdentityVerdictMatrix {
    private static final String BY_HAND = "the pod's service account specifies an identity with pull access,"
            + " and whether the nodes are configured to use it is not visible to Pull Responder";

    private final List<AbstractIdentityCheck> checks;
    private final PullContext pull;
    private final Map<CheckAndIdentity, Supplier<Verdict>> verdicts = new ConcurrentHashMap<>();
    private final Supplier<List<IdentityAssessment>> assessments = Lazy.of(this::assess);

    private record CheckAndIdentity(AbstractIdentityCheck check, PullingIdentity identity) {}

    /**
     * Creates the matrix without reading anything.
     *
     * @param checks all checks; only the identity checks are used
     */
    public IdentityVerdictMatrix(List<Check> checks, PullContext pull) {
        this.checks = checks.stream()
                .filter(AbstractIdentityCheck.class::isInstance)
                .map(AbstractIdentityCheck.class::cast)
                .filter(AbstractIdentityCheck::judgesAccess)
                .toList();
        this.pull = pull;
    }

    /** The verdict of one check about all identities. */
    public Verdict verdictOf(AbstractIdentityCheck check) {
        pull.prefetchCredentials();
        var secrets = pull.pullSecrets();
        List<PullingIdentity> intended =
                secrets.isEmpty() ? pull.clusterIdentity().stream().toList() : List.copyOf(secrets);
        var answers =
                intended.stream().map(identity -> verdictOf(check, identity)).toList();
        var faults = new ArrayList<Finding>();
        var faulty = new ArrayList<PullingIdentity>();
        for (var i = 0; i < intended.size(); i++) {
            if (answers.get(i) instanceof Verdict.Confirmed confirmed) {
                faulty.add(intended.get(i));
                var fixable = intended.get(i);
                confirmed.findings().forEach(finding -> faults.add(withAlternative(finding, fixable, check)));
            }
        }
        if (!faults.isEmpty()) {
            return faulty.stream().anyMatch(IdentityVerdictMatrix::endsPull)
                    ? Verdict.confirmed(faults)
                    : unlessAnotherCanPull(faults, faulty);
        }
        var areUnread =
                !secrets.isEmpty() && secrets.stream().allMatch(secret -> secret.state() instanceof UnreadSecretState);
        var cluster = areUnread ? pull.clusterIdentity() : Optional.<PullingIdentity>empty();
        return cluster.map(identity -> whereSecretsAreUnread(answers.get(0), check, identity))
                .orElseGet(() -> unlessOnlyAnonymous(strongest(answers), check));
    }

    /** If the node sent no credentials, it did not use a source that works: the model of the sources is wrong. */
    private Verdict unlessOnlyAnonymous(Verdict verdict, AbstractIdentityCheck check) {
        return verdict instanceof Verdict.RuledOut && check.provesAccess() && onlyAnonymous()
                ? withoutCredentials(verdict.detail())
                : verdict;
    }

    private boolean onlyAnonymous() {
        return pull.error().observations().onlyAnonymous();
    }

    private static Verdict.Undetermined withoutCredentials(String detail) {
        return Verdict.undetermined(
                "%s, but the node sent no credentials: the message shows only an anonymous attempt", detail);
    }

    /**
     * Assesses each identity that could have pulled.
     *
     * @throws NotApplicableException if the image is not in an Azure registry
     */
    public List<IdentityAssessment> assessments() {
        return assessments.get();
    }

    private List<IdentityAssessment> assess() {
        pull.prefetchCredentials();
        var all = new ArrayList<IdentityAssessment>();
        pull.pullSecrets().forEach(secret -> all.add(assessmentOf(secret)));
        pull.clusterIdentity().ifPresent(cluster -> all.add(assessmentOf(cluster)));
        PullContext.orEmpty(pull::annotatedIdentity).ifPresent(annotated -> all.add(assessmentOfAnnotated(annotated)));
        all.add(assessmentOfAnonymous());
        return List.copyOf(all);
    }

    private IdentityAssessment assessmentOf(PullingIdentity identity) {
        var open = new ArrayList<String>();
        var proven = new ArrayList<Verdict.RuledOut>();
        for (var check : checks) {
            var verdict = verdictOf(check, identity);
            if (verdict instanceof Verdict.Confirmed) {
                return new IdentityAssessment(identity, AssessmentResult.FAILS, verdict.detail());
            }
            if (verdict instanceof Verdict.Undetermined && check.leavesAccessOpen()) {
                open.add(verdict.detail());
            } else if (verdict instanceof Verdict.RuledOut ruledOut && check.provesAccess()) {
                proven.add(ruledOut);
            }
        }
        if (!open.isEmpty()) {
            return new IdentityAssessment(identity, AssessmentResult.UNKNOWN, open.get(0));
        }
        if (!proven.isEmpty() && onlyAnonymous()) {
            return new IdentityAssessment(
                    identity,
                    AssessmentResult.UNKNOWN,
                    withoutCredentials(proven.get(0).detail()).detail());
        }
        return proven.isEmpty()
                ? new IdentityAssessment(identity, AssessmentResult.UNKNOWN, "nothing shows whether it has pull access")
                : new IdentityAssessment(
                        identity,
                        AssessmentResult.WORKS,
                        proven.get(0).detail(),
                        proven.get(0).evidence());
    }

    /** If the identity has pull access, its use still depends on the configuration of the node. */
    private IdentityAssessment assessmentOfAnnotated(PullingIdentity annotated) {
        var assessment = assessmentOf(annotated);
        return assessment.outcome() == AssessmentResult.WORKS
                ? new IdentityAssessment(annotated, AssessmentResult.UNKNOWN, BY_HAND)
                : assessment;
    }

    /** A node always tries without credentials as well; a 401 shows that this failed, unless the registry allows it now. */
    private IdentityAssessment assessmentOfAnonymous() {
        try {
            var registry = pull.registry();
            return registry.anonymousPullEnabled()
                    ? new IdentityAssessment(
                            new Anonymous(),
                            AssessmentResult.WORKS,
                            "%s allows anonymous pull".formatted(registry.name()),
                            List.of(Evidence.of(
                                    registry.source(), "anonymousPullEnabled of %s is true", registry.name())))
                    : new IdentityAssessment(
                            new Anonymous(),
                            AssessmentResult.FAILS,
                            "anonymous pull is disabled on %s".formatted(registry.name()));
        } catch (EvidenceUnavailableException | NotApplicableException e) {
            return new IdentityAssessment(new Anonymous(), AssessmentResult.FAILS, "the registry answered 401");
        }
    }

    private Verdict verdictOf(AbstractIdentityCheck check, PullingIdentity identity) {
        return verdicts.computeIfAbsent(
                        new CheckAndIdentity(check, identity), pair -> Lazy.of(() -> examine(check, identity)))
                .get();
    }

    /** An exception of the check becomes its verdict. */
    private Verdict examine(AbstractIdentityCheck check, PullingIdentity identity) {
        if (identity instanceof ReferencedPullSecret secret && secret.state() instanceof UnreadSecretState unread) {
            return Verdict.undetermined(unread.why());
        }
        try {
            return check.examine(identity, pull);
        } catch (NotApplicableException e) {
            return Verdict.notApplicable("%s", e.getMessage());
        } catch (EvidenceUnavailableException e) {
            return Verdict.undetermined(e);
        }
    }

    private Verdict unlessAnotherCanPull(List<Finding> faults, List<PullingIdentity> faulty) {
        List<IdentityAssessment> all;
        try {
            all = assessments();
        } catch (EvidenceUnavailableException e) {
            return Verdict.undetermined(e).suspecting(faults.get(0));
        }
        var others = all.stream()
                .filter(assessment -> !faulty.contains(assessment.identity()))
                .toList();
        var works = with(AssessmentResult.WORKS, others);
        if (works.isPresent()) {
            Verdict verdict = Verdict.ruledOut(
                    "%s, but %s can pull"
                            .formatted(
                                    faults.get(0).summary(),
                                    works.get().identity().name()),
                    works.get().evidence());
            for (var fault : faults) {
                verdict = verdict.advising(fault);
            }
            return verdict;
        }
        return with(AssessmentResult.UNKNOWN, others)
                .<Verdict>map(unknown -> unlessKnown(faults.get(0), unknown).suspecting(faults.get(0)))
                .orElseGet(() -> Verdict.confirmed(faults));
    }

    private static Verdict.Undetermined unlessKnown(Finding fault, IdentityAssessment unknown) {
        return unknown.reason().equals(BY_HAND)
                ? Verdict.notVisible(BlindSpot.CREDENTIAL_PROVIDER_OF_NODES, "%s, but %s", fault.summary(), BY_HAND)
                : Verdict.undetermined(
                        "%s; whether %s could pull instead is not known: %s",
                        fault.summary(), unknown.identity().name(), unknown.reason());
    }

    /** The pull may use a secret that was not read: a fault of the cluster's identity is then only likely. */
    private Verdict whereSecretsAreUnread(Verdict unread, AbstractIdentityCheck check, PullingIdentity cluster) {
        var verdict = verdictOf(check, cluster);
        if (verdict instanceof Verdict.Confirmed confirmed && unread instanceof Verdict.Undetermined open) {
            return open.suspecting(confirmed.finding());
        }
        return verdict instanceof Verdict.RuledOut ? unlessOnlyAnonymous(verdict, check) : unread;
    }

    private static Optional<IdentityAssessment> with(AssessmentResult outcome, List<IdentityAssessment> assessments) {
        return assessments.stream()
                .filter(assessment -> assessment.outcome() == outcome)
                .findFirst();
    }

    /** Undetermined outweighs ruled out, which outweighs not applicable. */
    private static Verdict strongest(List<Verdict> verdicts) {
        return first(Verdict.Undetermined.class, verdicts)
                .or(() -> first(Verdict.RuledOut.class, verdicts))
                .or(() -> verdicts.stream().findFirst())
                .orElseGet(() -> Verdict.notApplicable("the cluster has no identity that pulls"));
    }

    private static Optional<Verdict> first(Class<? extends Verdict> kind, List<Verdict> verdicts) {
        return verdicts.stream().filter(kind::isInstance).findFirst();
    }

    private static boolean endsPull(PullingIdentity identity) {
        return identity instanceof ReferencedPullSecret secret && secret.endsPull();
    }

    /** A secret that makes every pull fail must be fixed: the node would not try another identity. */
    private Finding withAlternative(Finding finding, PullingIdentity faulty, AbstractIdentityCheck check) {
        if (!(faulty instanceof ReferencedPullSecret) || endsPull(faulty)) {
            return finding;
        }
        try {
            return check.alternativeToPullSecret(pull).map(finding::fix).orElse(finding);
        } catch (EvidenceUnavailableException | NotApplicableException e) {
            return finding;
        }
    }
}
