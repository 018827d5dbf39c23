package io.github.pullresponder.investigation;

import io.github.pullresponder.diagnosis.PullPrediction;
import io.github.pullresponder.queue.WorkItem.Changed;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/** Predicts the effect of a change on the next pulls. */
public interface ChangeExaminer {
    /**
     * Returns the clusters that a change may concern.
     *
     * @throws EvidenceUnavailableException if they cannot be found
     */
    List<ResourceId> clustersConcerned(Changed changed);

    /**
     * Predicts what will fail in a cluster: one report for each registry, those without a cause included.
     *
     * @param report the id of the first report; of further ones it is derived
     * @throws EvidenceUnavailableException if the cluster cannot be read
     */
    List<PullPrediction> examine(Changed changed, ResourceId cluster, String report);
}
