package io.github.pullresponder.intake.alert;

import io.github.pullresponder.intake.input.AlertSubject;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parts of an alert that are relevant for pulls.
 *
 * @param at the time at which it fired or was resolved
 * @param isTest true for a sample of "Test action group", whose resources do not exist
 * @param clusters the clusters that it is about
 * @param workspaces the workspaces that its rule queries
 */
record Alert(
        String id,
        String rule,
        MonitorCondition condition,
        Instant at,
        boolean isTest,
        Set<ResourceId> clusters,
        Set<ResourceId> workspaces,
        AlertContent content) {

    Alert {
        clusters = Set.copyOf(clusters);
        workspaces = Set.copyOf(workspaces);
    }

    /** The cluster of one of its subjects: the cluster in the subject, or the only cluster of the alert. */
    Optional<ResourceId> clusterOf(AlertSubject subject) {
        return subject.cluster()
                .or(() -> clusters.size() == 1 ? clusters.stream().findFirst() : Optional.empty());
    }

    /** The {@code monitorCondition}. */
    enum MonitorCondition {
        FIRED,
        RESOLVED
    }

    /** The content of an alert. */
    sealed interface AlertContent {}

    /**
     * Pods with failed pulls, as far as the alert names them.
     *
     * @param window the period in which the rule's query had results
     */
    record AlertPods(List<AlertSubject> subjects, TimeWindow window) implements AlertContent {
        AlertPods {
            subjects = List.copyOf(subjects);
        }
    }

    /**
     * An entry of the activity log.
     *
     * @param resource the resource; absent if its id cannot be parsed
     */
    record AlertActivity(String operation, boolean hasSucceeded, Optional<ResourceId> resource, Optional<String> who)
            implements AlertContent {}
}
