package io.github.pullresponder.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.evidence.ClusterLogs.LoggedPodEvent;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.read.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DiagnosticianTest {
    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void aCheckThatThrowsIsUndeterminedAndAffectsNoOtherCheck() {
        shop.assignments.clear();
        var broken = check("broken", Cause.PULL_ROLE_MISSING, pull -> {
            throw new IllegalStateException("with a secret in its message");
        });
        var overflowing = check("overflowing", Cause.PULL_ROLE_MISSING, pull -> {
            throw new StackOverflowError();
        });
        var all = new java.util.ArrayList<>(CheckCatalog.all());
        all.add(broken);
        all.add(overflowing);
        var diagnosis = shop.diagnose(all);
        assertThat(diagnosis.causes()).extracting(Finding::cause).containsExactly(Cause.PULL_ROLE_MISSING);
        assertThat(ShopResults.verdictOf(diagnosis, "broken"))
                .isEqualTo(Verdict.undetermined("the check itself failed (IllegalStateException)"));
        assertThat(ShopResults.verdictOf(diagnosis, "overflowing"))
                .isEqualTo(Verdict.undetermined("the check itself failed (StackOverflowError)"));
    }

    @Test
    void checksRunSideBySide() throws Exception {
        var both = new CountDownLatch(2);
        Function<PullContext, Verdict> waitsForTheOther = pull -> {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                return Verdict.undetermined("alone");
            }
            return Verdict.ruledOut(FactSource.message(), "met");
        };
        var diagnosis = shop.diagnose(List.of(
                check("a", Cause.PULL_ROLE_MISSING, waitsForTheOther),
                check("b", Cause.PULL_ROLE_MISSING, waitsForTheOther)));
        assertThat(diagnosis.withVerdict(Verdict.RuledOut.class)).hasSize(2);
    }

    @Test
    void aCheckThatDoesNotFinishIsUndetermined() {
        var never = check("never", Cause.PULL_ROLE_MISSING, pull -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Verdict.ruledOut(FactSource.message(), "too late");
        });
        var diagnosis = new Diagnostician(
                        List.of(never),
                        tally -> shop,
                        new io.github.pullresponder.read.ReadExecutor(8, Duration.ofSeconds(20)),
                        ShopEvidence.clock(),
                        Duration.ofMillis(300))
                .diagnose(PullFailure.ofPod(ShopEvidence.CLUSTER, "shop", "web"), trigger());
        assertThat(ShopResults.verdictOf(diagnosis, "never").detail())
                .isEqualTo("not finished before the deadline of the diagnosis");
    }

    @Test
    void onlyChecksThatExplainTheSymptomAreRun() {
        shop.events = List.of(
                ShopEvidence.failed(ShopEvidence.UNAUTHORIZED_MESSAGE.replace("401 Unauthorized", "403 Forbidden")));
        var diagnosis = shop.diagnose(List.of(
                check("of a 401", Cause.PULL_ROLE_MISSING, pull -> Verdict.ruledOut(FactSource.message(), "")),
                check("of a 403", Cause.PUBLIC_ACCESS_DISABLED, pull -> Verdict.ruledOut(FactSource.message(), ""))));
        assertThat(diagnosis.error().symptom()).isEqualTo(Symptom.FORBIDDEN);
        assertThat(diagnosis.checks()).extracting(CheckResult::id).containsExactly("of a 403");
    }

    @Test
    void aFailureThatDoesNotSayWhyIsExaminedByAll() {
        shop.events = List.of();
        var diagnosis = shop.diagnose(CheckCatalog.all());
        assertThat(diagnosis.error().symptom()).isEqualTo(Symptom.BACK_OFF);
        assertThat(diagnosis.checks()).hasSize(CheckCatalog.all().size());
    }

    @Test
    void aSpecificCauseThatIsOnlyLikelyHidesNoConfirmedOne() {
        var confirmed = check(
                "confirmed",
                Cause.PULL_ROLE_MISSING,
                pull -> Verdict.confirmed(Findings.of(Cause.PULL_ROLE_MISSING, "no role")));
        var specific = Findings.of(Cause.PULL_ROLE_ON_ANOTHER_IDENTITY, "on another");
        var likely = check(
                "likely",
                Cause.PULL_ROLE_MISSING,
                pull -> Verdict.undetermined("not known").suspecting(specific));
        var sure = check("sure", Cause.PULL_ROLE_MISSING, pull -> Verdict.confirmed(specific));
        assertThat(shop.diagnose(List.of(confirmed, likely)).causes())
                .extracting(Finding::cause)
                .containsExactly(Cause.PULL_ROLE_MISSING, Cause.PULL_ROLE_ON_ANOTHER_IDENTITY);
        assertThat(shop.diagnose(List.of(confirmed, sure)).causes())
                .extracting(Finding::cause)
                .containsExactly(Cause.PULL_ROLE_ON_ANOTHER_IDENTITY);
    }

    @Test
    void everyQuestionIsReadOnce() {
        shop.assignments.clear();
        shop.serviceAccountSecrets.add("hub");
        shop.diagnose(CheckCatalog.all());
        assertThat(shop.asked).doesNotHaveDuplicates().contains("scaleSets", "secret hub", "registry");
    }

    @Test
    void anUnreadableFactAffectsOnlyTheChecksThatNeedIt() {
        shop.unreadable.put(
                "scaleSets",
                EvidenceUnavailableException.forbidden("scale sets of MC_rg-shop", Permission.READ_SCALE_SETS));
        shop.assignments.clear();
        var diagnosis = shop.diagnose(CheckCatalog.all());
        assertThat(diagnosis.causes()).extracting(Finding::cause).containsExactly(Cause.PULL_ROLE_MISSING);
        assertThat(ShopResults.verdictOf(diagnosis, "kubelet-identity-on-nodes"))
                .isInstanceOfSatisfying(
                        Verdict.Undetermined.class,
                        verdict -> assertThat(verdict.needs()).contains(Permission.READ_SCALE_SETS));
    }

    @Test
    void aMissingPodOrClusterIsNoDiagnosis() {
        shop.pod = Optional.empty();
        assertThatThrownBy(() -> shop.diagnose(CheckCatalog.all()))
                .isInstanceOfSatisfying(
                        EvidenceUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.NOT_FOUND))
                .hasMessage("pod shop/web: does not exist, or is not visible");
        shop.cluster = Optional.empty();
        assertThatThrownBy(() -> shop.diagnose(CheckCatalog.all()))
                .hasMessage("cluster aks-shop: does not exist, or is not visible");
    }

    @Test
    void logsStandInForAnUnreachableKubernetesApi() {
        shop.assignments.clear();
        shop.unreadable.put(
                "workloads",
                EvidenceUnavailableException.because(UnavailabilityReason.UNREACHABLE, "the API of aks-shop"));
        shop.logged = Optional.of(new LoggedPodEvent(
                new PodEvent(
                        "Failed",
                        ShopEvidence.UNAUTHORIZED_MESSAGE,
                        Optional.empty(),
                        4,
                        Optional.of(ShopEvidence.NOW),
                        Optional.of(ShopEvidence.NOW)),
                Optional.of("aks-user-12345678-vmss000000")));
        var diagnosis = shop.diagnose(CheckCatalog.all());
        assertThat(diagnosis.subject().image()).isEqualTo(ShopEvidence.IMAGE);
        assertThat(diagnosis.subject().placement().nodePool()).contains("user");
        assertThat(diagnosis.causes())
                .as("which pull secrets the pod has is not known, so a missing role is likely only")
                .extracting(Finding::cause, Finding::confidence)
                .containsExactly(tuple(Cause.PULL_ROLE_MISSING, Finding.Confidence.LIKELY));
    }

    @Test
    void withoutLogsTheUnreachableApiIsTheAnswer() {
        shop.unreadable.put(
                "workloads",
                EvidenceUnavailableException.because(UnavailabilityReason.UNREACHABLE, "the API of aks-shop"));
        assertThatThrownBy(() -> shop.diagnose(CheckCatalog.all())).hasMessage("the API of aks-shop: not reached");
    }

    @Test
    void aPodWithoutTroubleHasNothingToExplain() {
        shop.pod = Optional.of(new io.github.pullresponder.cluster.Pod(
                "shop",
                "web",
                Optional.of("aks-user-12345678-vmss000000"),
                "default",
                List.of(),
                List.of(new io.github.pullresponder.cluster.Pod.Container(
                        "web", ShopEvidence.IMAGE, Optional.empty(), Optional.empty())),
                Optional.empty()));
        var diagnosis = shop.diagnose(CheckCatalog.all());
        assertThat(diagnosis.error().symptom()).isEqualTo(Symptom.NONE);
        assertThat(diagnosis.checks()).isEmpty();
    }

    private static Trigger trigger() {
        return new Trigger(TriggerType.HTTP, "test");
    }

    private static Check check(String id, Cause cause, Function<PullContext, Verdict> examination) {
        return new AbstractWholePullCheck(id, id + " is true", cause) {
            @Override
            protected Verdict examine(PullContext pull) {
                return examination.apply(pull);
            }
        };
    }
}
