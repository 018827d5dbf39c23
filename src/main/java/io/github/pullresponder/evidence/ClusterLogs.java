package io.github.pullresponder.evidence;

import java.util.Optional;

/** Questions to Container Insights, for clusters whose Kubernetes API cannot be reached. */
public interface ClusterLogs {
    /** What the logs say about the newest failed pull of a pod. */
    Optional<LoggedPullFailure> newestPullFailure(
            String workspaceCustomerId, ResourceId cluster, String namespace, String pod);

    /** A row of {@code KubeEvents}. */
    record LoggedPullFailure(PodEvent event, Optional<String> node) {}
}
