package io.github.pullresponder.investigation;

import io.github.pullresponder.diagnosis.PullPredictionReport;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/** Predicts the effect of a change on the next pulls. */
public interface ChangeExaminer {
    /**
     * Returns the clusters that a change may affect.
     *
     * @throws EvidenceUnavailableException if they cannot be found
     */
    List<ResourceId> affectedClusters(ResourceChanged changed);

    /**
     * Predicts the failures in a cluster: one report for each registry, including those without a cause.
     *
     * @param report the id of the first report; the ids of others are derived from it
     * @throws EvidenceUnavailableException if the cluster cannot be read
     */
    List<PullPredictionReport> examine(ResourceChanged changed, ResourceId cluster, String report);
}
