package io.github.pullresponder.queue;

import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A task on the queue: intake creates it, and {@code Investigate} processes it. */
public sealed interface WorkItem {
    /** Its id, which is the same at every delivery of the same event. */
    String id();

    OriginEvent origin();

    /**
     * The origin of a work item.
     *
     * @param correlation the id of the event or alert, which is also in logs, incidents and reports
     * @param at its time, by the clock of its source
     */
    record OriginEvent(Trigger trigger, String correlation, Instant at) {}

    /**
     * A failed pull.
     *
     * @param failure the failure, with at most {@link #MOST_PODS} of its pods
     * @param podCount the number of all its pods; 0 if none is known
     * @param alertId the id of the alert whose {@code Resolved} ends it; absent if there is no alert
     */
    record PullFailed(String id, OriginEvent origin, PullFailure failure, int podCount, Optional<String> alertId)
            implements WorkItem {
        public static final int MOST_PODS = 50;

        public PullFailed {
            var pods = failure.pods();
            podCount = Math.max(podCount, pods.size());
            failure = failure.withPods(pods.stream().limit(MOST_PODS).toList());
        }

        /** Divides an item with more than one pod into two items, each with half of the pods. */
        List<PullFailed> halves() {
            var pods = failure.pods();
            var middle = pods.size() / 2;
            return List.of(
                    part("a", pods.subList(0, middle), middle),
                    part("b", pods.subList(middle, pods.size()), podCount - middle));
        }

        private PullFailed part(String name, List<PodName> some, int count) {
            return new PullFailed(id + "-" + name, origin, failure.withPods(some), count, alertId);
        }
    }

    /**
     * An alert about failed pulls that could not be completed with pods and images.
     *
     * @param cluster the cluster, if the alert is about one only
     * @param why the failed read, with the missing right
     */
    record AlertIncomplete(String id, OriginEvent origin, Optional<ResourceId> cluster, String why)
            implements WorkItem {}

    /** The end of an alert. */
    record AlertResolved(String id, OriginEvent origin, String alertId) implements WorkItem {}

    /**
     * The next part of a credential sweep.
     *
     * @param sweep the id of the sweep
     * @param part the number of the part, from 2 on
     */
    record SweepContinued(String id, OriginEvent origin, String sweep, int part) implements WorkItem {}

    /**
     * A change of a resource that pulls depend on.
     *
     * @param cluster the cluster to examine; absent if the affected clusters are not known yet
     */
    record ResourceChanged(String id, OriginEvent origin, ResourceChange change, Optional<ResourceId> cluster)
            implements WorkItem {}
}
