package io.github.pullresponder.evidence;

import io.github.pullresponder.cluster.LogQueryPodFilter;
import io.github.pullresponder.cluster.LoggedPullFailureRows;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** Reads Container Insights logs: past events, and clusters whose Kubernetes API is unreachable. */
public interface ClusterLogs {
    /** The newest failed pull of a pod in the logs. */
    Optional<LoggedPodEvent> newestPullFailure(
            String workspaceCustomerId, ResourceId cluster, String namespace, String pod);

    /** The failed pulls that happened in a window, of pods and of their sandboxes. */
    LoggedPullFailureRows pullFailures(String workspaceCustomerId, LogQueryPodFilter pods, TimeWindow happened);

    /** The failed pulls of all clusters whose rows arrived after the start of a window and not after its end. */
    LoggedPullFailureRows pullFailuresArrived(String workspaceCustomerId, TimeWindow arrived);

    /** A row of {@code KubeEvents}. */
    record LoggedPodEvent(PodEvent event, Optional<String> node) {}
}
