package io.github.pullresponder.impact;

import io.github.pullresponder.checks.identity.StaleAdminPasswordFindings;
import io.github.pullresponder.checks.remedy.PullSecretReference;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.PullSecret.RegistryLogin;
import io.github.pullresponder.cluster.PullSecret.RegistryLogins;
import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.diagnosis.BaseReportData;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.PullNodeAndIdentity;
import io.github.pullresponder.diagnosis.PullPredictionReport;
import io.github.pullresponder.diagnosis.ReadStatistics;
import io.github.pullresponder.diagnosis.ReportSubject;
import io.github.pullresponder.diagnosis.Stopwatch;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.inventory.ClusterPullInventory;
import io.github.pullresponder.inventory.ImageInUse;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.UsableSecretState;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.text.ListFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the pull secrets of a cluster with an outdated password of a registry's admin user. */
final class StaleAdminSecretFinder {
    private static final String QUESTION = "%s has a current password of the registry's admin user";

    private final ResourceChanged changed;
    private final ResourceId cluster;
    private final Registry registry;
    private final ClusterPullInventory use;
    private final Instant now;
    private final Stopwatch stopwatch = Stopwatch.started();
    private final List<CheckResult> results = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<ImageInUse> affected = new ArrayList<>();

    StaleAdminSecretFinder(
            ResourceChanged changed, ResourceId cluster, Registry registry, ClusterPullInventory use, Instant now) {
        this.changed = changed;
        this.cluster = cluster;
        this.registry = registry;
        this.use = use;
        this.now = now;
    }

    /** @param predict diagnoses the next pull of an image */
    PullPredictionReport report(
            String id,
            EvidenceSources sources,
            RequestCounter tally,
            Function<ImageInUse, PullPredictionReport> predict) {
        var secrets = use.secrets();
        var admins = ReadResult.onlyRead(secrets.values()).stream()
                .flatMap(secret -> adminLogin(secret).stream())
                .toList();
        if (!admins.isEmpty()) {
            compare(admins, sources, predict);
        }
        secrets.forEach((name, secret) -> secret.why().ifPresent(why -> add(name, Verdict.undetermined(why))));
        var stats = new ReadStatistics(stopwatch.elapsed(), tally.calls());
        var trigger = changed.origin().trigger();
        return new PullPredictionReport(
                new BaseReportData(id, now, trigger, findings, List.of(), results, stats), subject());
    }

    private void compare(
            List<ReferencedPullSecret> admins,
            EvidenceSources sources,
            Function<ImageInUse, PullPredictionReport> predict) {
        List<SecretValue> current;
        try {
            current = sources.registries().adminPasswords(registry.id());
        } catch (EvidenceUnavailableException e) {
            admins.forEach(secret -> add(secret.name(), Verdict.undetermined(e)));
            return;
        }
        for (var secret : admins) {
            if (StaleAdminPasswordFindings.isCurrent(
                    secret.usable().orElseThrow().login().password(), current)) {
                add(
                        secret.name(),
                        Verdict.ruledOut(
                                StaleAdminPasswordFindings.source(secret, registry),
                                "%s has a current admin password",
                                secret.name()));
            } else {
                var finding = stale(secret, predict);
                findings.add(finding);
                add(secret.name(), Verdict.confirmed(finding));
            }
        }
    }

    private Finding stale(ReferencedPullSecret secret, Function<ImageInUse, PullPredictionReport> predict) {
        var users = use.images().stream()
                .filter(image ->
                        image.isFrom(registry.loginServer()) && image.uses(secret.namespace(), secret.secret()))
                .toList();
        var workloads = users.stream()
                .flatMap(image -> image.workloads().stream())
                .distinct()
                .toList();
        var finding = ChangeEventEvidence.withEvidence(StaleAdminPasswordFindings.in(secret, registry), changed)
                .because(
                        ChangeEventEvidence.podsWith(secret),
                        "%s",
                        workloads.isEmpty()
                                ? "no pod uses it now"
                                : "in namespace %s, used by %s"
                                        .formatted(secret.namespace(), ListFormat.list(workloads)));
        var otherIdentity = otherIdentity(users, predict);
        if (otherIdentity.isEmpty()) {
            affected.addAll(users);
        }
        var explained = otherIdentity
                .map(detail ->
                        finding.because(ChangeEventEvidence.podsWith(secret), "its pods do not fail yet: %s", detail))
                .orElse(finding);
        return StaleAdminPasswordFindings.withRemedy(
                explained, PullSecretReference.of(secret, cluster, registry.loginServer()), registry);
    }

    /** The reason why its pods can still pull, with another identity; the secret is stale in any case. */
    private static Optional<String> otherIdentity(
            List<ImageInUse> users, Function<ImageInUse, PullPredictionReport> predict) {
        return users.stream()
                .findFirst()
                .map(predict)
                .flatMap(prediction -> prediction.checks().stream()
                        .filter(check -> check.verdict() instanceof Verdict.RuledOut)
                        .filter(check -> check.verdict().advisories().stream()
                                .anyMatch(advisory -> advisory.cause() == Cause.PULL_SECRET_PASSWORD_STALE))
                        .findFirst())
                .map(check -> check.verdict().detail());
    }

    private Optional<ReferencedPullSecret> adminLogin(PullSecret secret) {
        return secret.content() instanceof RegistryLogins content
                ? content.logins().stream()
                        .filter(login -> login.problem().isEmpty() && isAdmin(login))
                        .findFirst()
                        .map(login -> new ReferencedPullSecret(
                                secret.namespace(),
                                secret.name(),
                                new UsableSecretState(login, secret.createdAt(), content)))
                : Optional.empty();
    }

    private boolean isAdmin(RegistryLogin login) {
        return login.key().host().equalsIgnoreCase(registry.loginServer())
                && login.userName().isNamed(registry.name());
    }

    private void add(String secret, Verdict verdict) {
        results.add(new CheckResult("admin-password", QUESTION.formatted(secret), verdict, Duration.ZERO));
    }

    private ReportSubject subject() {
        var pods = affected.stream()
                .flatMap(image -> image.pods().stream())
                .<PodName>map(pod -> pod)
                .distinct()
                .toList();
        return new ReportSubject(
                Optional.of(cluster),
                Optional.of(registry.id().toString()),
                affected.stream().findFirst().map(ImageInUse::image).orElse(registry.loginServer()),
                pods,
                PullNodeAndIdentity.UNKNOWN);
    }
}
