package io.github.pullresponder.evidence;

import io.github.pullresponder.cluster.LoggedFailures;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.cluster.PodSelection;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** Questions to Container Insights, for what happened, and for clusters whose Kubernetes API cannot be reached. */
public interface ClusterLogs {
    /** What the logs say about the newest failed pull of a pod. */
    Optional<LoggedPullFailure> newestPullFailure(
            String workspaceCustomerId, ResourceId cluster, String namespace, String pod);

    /** The failed pulls that happened in a window, of pods and of their sandboxes. */
    LoggedFailures pullFailures(String workspaceCustomerId, PodSelection pods, TimeWindow happened);

    /** The failed pulls of all clusters whose rows arrived after the start of a window, and not after its end. */
    LoggedFailures pullFailuresArrived(String workspaceCustomerId, TimeWindow arrived);

    /** A row of {@code KubeEvents}. */
    record LoggedPullFailure(PodEvent event, Optional<String> node) {}
}
