package io.github.pullresponder.impact;

import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.PullPrediction;
import io.github.pullresponder.diagnosis.ReportId;
import io.github.pullresponder.evidence.EvidenceProvider;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.inventory.ImageInUse;
import io.github.pullresponder.inventory.PullInventory;
import io.github.pullresponder.investigation.ChangeExaminer;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.queue.ResourceChange;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.Reason;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.registry.RegistryEntry;
import io.github.pullresponder.resource.ResourceId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Predicts, after a change, the next pulls of the pods that run now. */
public final class ChangeImpact implements ChangeExaminer {
    /** The limit of images that are examined for one change, cluster and registry; others mostly have the same result. */
    private static final int MOST_IMAGES = 20;

    private final Diagnostician diagnostician;
    private final EvidenceProvider evidence;
    private final Clock clock;

    public ChangeImpact(Diagnostician diagnostician, EvidenceProvider evidence, Clock clock) {
        this.diagnostician = diagnostician;
        this.evidence = evidence;
        this.clock = clock;
    }

    @Override
    public List<ResourceId> affectedClusters(ResourceChanged changed) {
        return operationOf(changed)
                .map(operation ->
                        new AffectedClusters(evidence.open(new RequestCounter())).of(changed.change(), operation))
                .orElse(List.of());
    }

    @Override
    public List<PullPrediction> examine(ResourceChanged changed, ResourceId cluster, String report) {
        var operation = operationOf(changed)
                .orElseThrow(() -> EvidenceUnavailableException.beyond(
                        "the operation %s is not watched", changed.change().operation()));
        var tally = new RequestCounter();
        var sources = evidence.open(tally);
        try (var workloads = sources.workloads(cluster)) {
            var use = PullInventory.of(workloads);
            return operation == WatchedOperation.REGENERATE_ADMIN_PASSWORD
                    ? stale(changed, cluster, use, sources, report, tally)
                    : predict(changed, operation, cluster, use, sources, report);
        }
    }

    private List<PullPrediction> stale(
            ResourceChanged changed,
            ResourceId cluster,
            PullInventory use,
            EvidenceSources sources,
            String report,
            RequestCounter tally) {
        var id = AffectedClusters.registryOf(changed.change().resource()).orElseThrow(ChangeImpact::noRegistry);
        var registry = sources.registries().registry(id).orElseThrow(ChangeImpact::noRegistry);
        return List.of(new StaleSecrets(changed, cluster, registry, use, clock.instant())
                .report(
                        report,
                        sources,
                        tally,
                        image -> predict(cluster, image, Set.of(Symptom.UNAUTHORIZED), changed)));
    }

    private static EvidenceUnavailableException noRegistry() {
        return EvidenceUnavailableException.because(Reason.NOT_FOUND, "the changed registry");
    }

    /** Creates one report for each registry that the cluster uses and the change can affect. */
    private List<PullPrediction> predict(
            ResourceChanged changed,
            WatchedOperation operation,
            ResourceId cluster,
            PullInventory use,
            EvidenceSources sources,
            String report) {
        var predictions = new ArrayList<PullPrediction>();
        for (var registry : affectedRegistries(changed.change(), operation, sources)) {
            var images = imagesToExamine(changed.change(), operation, use, registry);
            var parts = images.stream()
                    .limit(MOST_IMAGES)
                    .map(image -> predict(cluster, image, operation.mayCause(), changed))
                    .toList();
            if (!parts.isEmpty()) {
                var id = predictions.isEmpty() ? report : ReportId.further(report, registry.loginServer());
                predictions.add(new PredictedFailures(parts, images.size() - parts.size(), changed).merge(id));
            }
        }
        return predictions;
    }

    private static List<RegistryEntry> affectedRegistries(
            ResourceChange change, WatchedOperation operation, EvidenceSources sources) {
        Predicate<ResourceId> affected = switch (operation.concerns()) {
            case REGISTRY ->
                AffectedClusters.registryOf(change.resource())
                        .<Predicate<ResourceId>>map(registry -> registry::equals)
                        .orElse(any -> false);
            case SCOPE -> {
                var scope = AffectedClusters.scopeOf(change.resource());
                yield id -> AffectedClusters.isAffected(id, scope);
            }
            case VAULT -> {
                var encrypted =
                        sources.registries().encryptedWithKeyOf(AffectedClusters.vaultOf(change.resource())).stream()
                                .map(RegistryEntry::id)
                                .toList();
                yield encrypted::contains;
            }
            case CLUSTER, SCALE_SET, NETWORK -> any -> true;
        };
        return sources.registries().visible().stream()
                .filter(entry -> affected.test(entry.id()))
                .toList();
    }

    private static List<ImageInUse> imagesToExamine(
            ResourceChange change, WatchedOperation operation, PullInventory use, RegistryEntry registry) {
        return use.images().stream()
                .filter(image -> image.isFrom(registry.loginServer()))
                .filter(image -> operation != WatchedOperation.IMAGE_DELETED || isOfRepository(image, change.image()))
                .toList();
    }

    /** The tag of a deleted digest is unknown, so all images of its repository are examined. */
    private static boolean isOfRepository(ImageInUse image, Optional<String> deleted) {
        return deleted.map(name -> name.split("[:@]", 2)[0])
                .filter(image.reference().repository()::equals)
                .isPresent();
    }

    private PullPrediction predict(
            ResourceId cluster, ImageInUse image, Set<Symptom> symptoms, ResourceChanged changed) {
        var question = PullFailure.predicted(cluster, image.pods(), image.image(), symptoms);
        return diagnostician.predict(question, changed.origin().trigger());
    }

    private static Optional<WatchedOperation> operationOf(ResourceChanged changed) {
        return WatchedOperation.named(changed.change().operation());
    }
}
