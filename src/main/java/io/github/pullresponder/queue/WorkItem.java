package io.github.pullresponder.queue;

import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One thing to look into: what intake puts on the queue, and {@code Investigate} takes from it. */
public sealed interface WorkItem {
    /** The same event has the same id, however often it is delivered. */
    String id();

    Origin origin();

    /**
     * Where it comes from.
     *
     * @param correlation the id of the event or alert, found again in logs, incidents and reports
     * @param at when it happened, by the clock of its source
     */
    record Origin(Trigger trigger, String correlation, Instant at) {}

    /**
     * A pull that failed.
     *
     * @param failure with at most {@link #MOST_PODS} of its pods
     * @param podCount how many there are in all; 0 where none is known
     * @param alertId of the alert whose {@code Resolved} ends this; absent for what is no alert
     */
    record PullFailed(String id, Origin origin, PullFailure failure, int podCount, Optional<String> alertId)
            implements WorkItem {
        public static final int MOST_PODS = 50;

        public PullFailed {
            var pods = failure.pods();
            podCount = Math.max(podCount, pods.size());
            failure = failure.withPods(pods.stream().limit(MOST_PODS).toList());
        }

        /** The same failure as two items, each with a half of the pods; of more than one pod. */
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
     * An alert about failed pulls that could not be completed with their names.
     *
     * @param cluster if the alert is about one only
     * @param why what could not be read, with what would make it readable
     */
    record Incomplete(String id, Origin origin, Optional<ResourceId> cluster, String why) implements WorkItem {}

    /** An alert is over. */
    record AlertResolved(String id, Origin origin, String alertId) implements WorkItem {}

    /**
     * The sweep of the credentials had no time for all of them, and goes on.
     *
     * @param sweep which one
     * @param part the number of the part to do, from 2 on
     */
    record SweepContinued(String id, Origin origin, String sweep, int part) implements WorkItem {}

    /**
     * Somebody changed something that pulls depend on.
     *
     * @param cluster the one to re-check; absent where the clusters concerned are still to be found
     */
    record Changed(String id, Origin origin, Change change, Optional<ResourceId> cluster) implements WorkItem {}
}
