package io.github.pullresponder.investigation;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.queue.WorkItem.Changed;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/** Finds out what a change means for the pulls to come. */
public interface ChangeExaminer {
    /**
     * The clusters that a change may concern.
     *
     * @throws EvidenceUnavailableException if they cannot be found
     */
    List<ResourceId> clustersConcerned(Changed changed);

    /**
     * What will fail in a cluster: one diagnosis for each registry, those without a cause included.
     *
     * @param report the id of the first report; of further ones it is derived
     * @throws EvidenceUnavailableException if the cluster cannot be read
     */
    List<Diagnosis> examine(Changed changed, ResourceId cluster, String report);
}
