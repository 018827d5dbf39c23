package io.github.pullresponder;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.incident.ChangeExaminer;
import io.github.pullresponder.work.WorkItem.Changed;
import java.util.List;

/** Until changes are examined. */
final class NoChanges implements ChangeExaminer {
    @Override
    public List<ResourceId> clustersConcerned(Changed changed) {
        return List.of();
    }

    @Override
    public List<Diagnosis> examine(Changed changed, ResourceId cluster, String report) {
        return List.of();
    }
}
