package io.github.pullresponder.impact;

import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.PullPredictionReport;
import io.github.pullresponder.diagnosis.ReportIds;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.EvidenceSourcesFactory;
import io.github.pullresponder.inventory.ClusterPullInventory;
import io.github.pullresponder.inventory.ImageInUse;
import io.github.pullresponder.investigation.ChangeExaminer;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.queue.ResourceChange;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.resource.ResourceId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Predicts, after a change, the next pulls of the pods that run now. */
public final class ChangeImpactPredictor implements ChangeExaminer {
    /** The limit of images that are examined for one change, cluster and registry; others mostly have the same result. */
    private static final int MOST_IMAGES = 20;

    private final Diagnostician diagnostician;
    private final EvidenceSourcesFactory evidence;
    private final Clock clock;

    public ChangeImpactPredictor(Diagnostician diagnostician, EvidenceSourcesFactory evidence, Clock clock) {
        this.diagnostician = diagnostician;
        this.evidence = evidence;
        this.clock = clock;
    }

    @Override
    public List<ResourceId> affectedClusters(ResourceChanged changed) {
        return operationOf(changed)
                .map(operation ->
                        new AffectedClusterFinder(evidence.open(new RequestCounter())).of(changed.change(), operation))
                .orElse(List.of());
    }

    @Override
    public List<PullPredictionReport> examine(ResourceChanged changed, ResourceId cluster, String report) {
        var operation = operationOf(changed)
                .orElseThrow(() -> EvidenceUnavailableException.beyond(
                        "the operation %s is not watched", changed.change().operation()));
        var tally = new RequestCounter();
        var sources = evidence.open(tally);
        try (var workloads = sources.workloads(cluster)) {
            var use = ClusterPullInventory.of(workloads);
            return operation == WatchedOperation.REGENERATE_ADMIN_PASSWORD
                    ? stale(changed, cluster, use, sources, report, tally)
                    : predict(changed, operation, cluster, use, sources, report);
        }
    }

    private List<PullPredictionReport> stale(
            ResourceChanged changed,
            ResourceId cluster,
            ClusterPullInventory use,
            EvidenceSources sources,
            String report,
            RequestCounter tally) {
        var id = AffectedClusterFinder.registryOf(changed.change().resource())
                .orElseThrow(ChangeImpactPredictor::noRegistry);
        var registry = sources.registries().registry(id).orElseThrow(ChangeImpactPredictor::noRegistry);
        return List.of(new StaleAdminSecretFinder(changed, cluster, registry, use, clock.instant())
                .report(
                        report,
                        sources,
                        tally,
                        image -> predict(cluster, image, Set.of(Symptom.UNAUTHORIZED), changed)));
    }

    private static EvidenceUnavailableException noRegistry() {
        return EvidenceUnavailableException.because(UnavailabilityReason.NOT_FOUND, "the changed registry");
    }

    /** Creates one report for each registry that the cluster uses and the change can affect. */
    private List<PullPredictionReport> predict(
            ResourceChanged changed,
            WatchedOperation operation,
            ResourceId cluster,
            ClusterPullInventory use,
            EvidenceSources sources,
            String report) {
        var predictions = new ArrayList<PullPredictionReport>();
        for (var registry : affectedRegistries(changed.change(), operation, sources)) {
            var images = imagesToExamine(changed.change(), operation, use, registry);
            var parts = images.stream()
                    .limit(MOST_IMAGES)
                    .map(image -> predict(cluster, image, operation.mayCause(), changed))
                    .toList();
            if (!parts.isEmpty()) {
                var id = predictions.isEmpty() ? report : ReportIds.further(report, registry.loginServer());
                predictions.add(new ClusterPullPredictions(parts, images.size() - parts.size(), changed).merge(id));
            }
        }
        return predictions;
    }

    private static List<ResourceGraphRegistry> affectedRegistries(
            ResourceChange change, WatchedOperation operation, EvidenceSources sources) {
        Predicate<ResourceId> affected =
                switch (operation.concerns()) {
                    case REGISTRY ->
                        AffectedClusterFinder.registryOf(change.resource())
                                .<Predicate<ResourceId>>map(registry -> registry::equals)
                                .orElse(any -> false);
                    case SCOPE -> {
                        var scope = AffectedClusterFinder.scopeOf(change.resource());
                        yield id -> AffectedClusterFinder.isAffected(id, scope);
                    }
                    case VAULT -> {
                        var encrypted = sources
                                .registries()
                                .encryptedWithKeyOf(AffectedClusterFinder.vaultOf(change.resource()))
                                .stream()
                                .map(ResourceGraphRegistry::id)
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
            ResourceChange change,
            WatchedOperation operation,
            ClusterPullInventory use,
            ResourceGraphRegistry registry) {
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

    private PullPredictionReport predict(
            ResourceId cluster, ImageInUse image, Set<Symptom> symptoms, ResourceChanged changed) {
        var question = PullFailure.predicted(cluster, image.pods(), image.image(), symptoms);
        return diagnostician.predict(question, changed.origin().trigger());
    }

    private static Optional<WatchedOperation> operationOf(ResourceChanged changed) {
        return WatchedOperation.named(changed.change().operation());
    }
}
