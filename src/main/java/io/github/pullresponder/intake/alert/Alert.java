package io.github.pullresponder.intake.alert;

import io.github.pullresponder.intake.input.AlertSubject;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an alert says, as far as pulls go.
 *
 * @param at when it fired or was resolved
 * @param isTest whether it is one of the samples that "Test action group" sends: nothing in it exists
 * @param clusters those it is about
 * @param workspaces those its rule looks at
 */
record Alert(
        String id,
        String rule,
        Condition condition,
        Instant at,
        boolean isTest,
        Set<ResourceId> clusters,
        Set<ResourceId> workspaces,
        Content content) {

    Alert {
        clusters = Set.copyOf(clusters);
        workspaces = Set.copyOf(workspaces);
    }

    /** The cluster of one of its subjects: the one that it names, or the only one that the alert is about. */
    Optional<ResourceId> clusterOf(AlertSubject subject) {
        return subject.cluster()
                .or(() -> clusters.size() == 1 ? clusters.stream().findFirst() : Optional.empty());
    }

    /** {@code monitorCondition}. */
    enum Condition {
        FIRED,
        RESOLVED
    }

    /** What it is about. */
    sealed interface Content {}

    /**
     * Pods, as far as it names some.
     *
     * @param window in which the rule found what it looks for
     */
    record Pods(List<AlertSubject> subjects, TimeWindow window) implements Content {
        Pods {
            subjects = List.copyOf(subjects);
        }
    }

    /**
     * An entry of the activity log.
     *
     * @param resource absent where it names none that can be understood
     */
    record Activity(String operation, boolean hasSucceeded, Optional<ResourceId> resource, Optional<String> who)
            implements Content {}
}
