package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ArtifactCacheRemedies;
import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.cluster.HttpProxy;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.Images.IndexEntry;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.PullStage;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.FactSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that the registry serves the image's content completely. An existing manifest may refer to missing content. */
final class ImageContentDamagedCheck extends AbstractWholePullCheck {

    /** Symptoms of missing content, and symptoms without details. */
    private static final Set<Symptom> MAY_BE_MISSING_CONTENT =
            EnumSet.of(Symptom.NOT_FOUND, Symptom.BACK_OFF, Symptom.UNKNOWN, Symptom.CANCELED);

    ImageContentDamagedCheck() {
        super("image-content", "The registry serves the image's content completely", Cause.IMAGE_CONTENT_DAMAGED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var error = pull.error();
        if (error.symptom() == Symptom.CORRUPT_CONTENT) {
            return confirmed(damaged("the received content does not have the announced size or digest", pull));
        }
        if (!MAY_BE_MISSING_CONTENT.contains(error.symptom())) {
            return notApplicable("the error is not about damaged content");
        }
        if (pull.images().manifest().isEmpty()) {
            return notApplicable("%s does not exist", ImageRemedies.inRegistry(pull.image()));
        }
        return error.symptom() == Symptom.NOT_FOUND && error.stage() == PullStage.DOWNLOAD
                ? ReplicatedImageAbsenceVerdicts.ofContent(
                        damaged("the image exists, but part of its content was not found", pull), pull)
                : examineIndex(pull);
    }

    /** An index may list manifests that were deleted later, for example by a purge of untagged manifests. */
    private static Verdict examineIndex(PullContext pull) {
        var wanted = NodeManifests.of(pull);
        var manifests = pull.images().manifests(wanted.entries());
        var missing = wanted.entries().stream()
                .filter(entry -> !manifests.containsKey(entry))
                .toList();
        if (missing.isEmpty()) {
            wanted.requireAll();
            return notApplicable("neither the message nor the registry reports missing content");
        }
        var finding = missingFrom(missing, pull);
        if (pull.registry().state().quarantines()) {
            return undetermined(
                            "a manifest of the index does not exist, or is in quarantine, which Pull Responder has no permission to read")
                    .suspecting(finding);
        }
        return wanted.faulty(missing.size(), finding, likely -> ReplicatedImageAbsenceVerdicts.ofContent(likely, pull));
    }

    private static Finding missingFrom(List<IndexEntry> missing, PullContext pull) {
        var evidence = missing.stream()
                .map(entry -> Evidence.of(
                        pull.images().source(),
                        "the index of %s lists %s for %s, but the registry does not have it",
                        ImageRemedies.inRegistry(pull.image()),
                        entry.digest(),
                        entry.platform()))
                .toList();
        var finding = Finding.of(
                        Cause.IMAGE_CONTENT_DAMAGED,
                        "The index of %s lists a manifest that the registry does not have (for %s)"
                                .formatted(pull.image(), missing.get(0).platform()))
                .because(evidence);
        return withPush(finding, pull);
    }

    private static Finding damaged(String fact, PullContext pull) {
        var finding = Finding.of(
                        Cause.IMAGE_CONTENT_DAMAGED,
                        "The content of %s is damaged or incomplete".formatted(pull.image()))
                .because(FactSource.message(), "%s", fact);
        var proxy = proxyOnPath(pull);
        if (proxy.isPresent()) {
            finding = finding.because(
                            pull.cluster().source(),
                            "the nodes pull it through the proxy %s",
                            proxy.get().address())
                    .fix(ImageRemedies.checkProxyFirst(proxy.get().address()));
        }
        return withPush(finding, pull);
    }

    private static Finding withPush(Finding finding, PullContext pull) {
        var rule = PullContext.orEmpty(pull::cacheRule);
        if (rule.isPresent()) {
            return finding.orFix(ArtifactCacheRemedies.checkSource(rule.get(), pull.image()));
        }
        var registry = PullContext.optionally(() -> pull.images().registry());
        return registry.isPresent() && pull.image().digest().isEmpty()
                ? finding.orFix(ImageRemedies.push(registry.get(), pull.image()))
                : finding;
    }

    private static Optional<HttpProxy> proxyOnPath(PullContext pull) {
        return pull.cluster().network().proxy().filter(proxy -> proxy.isAskedFor(pull.host()));
    }
}
