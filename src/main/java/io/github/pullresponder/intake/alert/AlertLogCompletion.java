package io.github.pullresponder.intake.alert;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.LogQueryPodFilter;
import io.github.pullresponder.cluster.LoggedPullFailure;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.intake.input.AlertSubject;
import io.github.pullresponder.intake.input.PodWithFailedPull;
import io.github.pullresponder.intake.input.ValidatedLogRows;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Completes one alert from the logs that its rule queries: the failed pulls in its window. The query is Pull Responder's own, built
 * from ids and names; queries and links in the alert are not used.
 */
final class AlertLogCompletion {
    /** The limit of separate queries per pod; an alert with more pods is completed by one query for all of them. */
    private static final int MOST_SELECTIONS = 5;

    /** The limit of clusters: each is a separate read, and the sender of the alert waits for the answer. */
    private static final int MOST_CLUSTERS = 20;

    private final EvidenceSources evidence;
    private final Alert alert;
    private final TimeWindow window;
    private final Set<String> unreadable = new LinkedHashSet<>();
    private final List<LoggedPullFailure> leftOut = new ArrayList<>();
    private boolean asked;
    private boolean more;

    AlertLogCompletion(EvidenceSources evidence, Alert alert, TimeWindow window) {
        this.evidence = evidence;
        this.alert = alert;
        this.window = window;
    }

    /** One query to one workspace. */
    private record WorkspaceQuery(ResourceId workspace, LogQueryPodFilter pods) {}

    /**
     * @param subjects the pods of its clusters; empty for all of them
     * @throws EvidenceUnavailableException if the logs cannot be read at the moment
     */
    List<PodWithFailedPull> failuresOf(List<AlertSubject> subjects) {
        var failed = new ArrayList<PodWithFailedPull>();
        for (var question : questions(selections(subjects))) {
            asked = true;
            try {
                failed.addAll(answer(question));
            } catch (EvidenceUnavailableException e) {
                recordOrThrow(e);
            }
        }
        return failed;
    }

    private Set<LogQueryPodFilter> selections(List<AlertSubject> subjects) {
        var selections = new LinkedHashSet<LogQueryPodFilter>();
        subjects.forEach(subject -> clustersOf(subject).forEach(cluster -> selections.add(subject.selection(cluster))));
        if (!selections.isEmpty() && selections.size() <= MOST_SELECTIONS) {
            return selections;
        }
        var all = new LinkedHashSet<LogQueryPodFilter>();
        subjects.stream().flatMap(subject -> subject.cluster().stream()).forEach(id -> all.add(allOf(Optional.of(id))));
        alert.clusters().forEach(id -> all.add(allOf(Optional.of(id))));
        more |= all.size() > MOST_CLUSTERS;
        return all.isEmpty()
                ? Set.of(LogQueryPodFilter.ALL)
                : all.stream().limit(MOST_CLUSTERS).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<Optional<ResourceId>> clustersOf(AlertSubject subject) {
        if (subject.cluster().isPresent() || alert.clusters().isEmpty()) {
            return List.of(subject.cluster());
        }
        return alert.clusters().stream().map(Optional::of).toList();
    }

    private static LogQueryPodFilter allOf(Optional<ResourceId> cluster) {
        return new LogQueryPodFilter(cluster, Optional.empty(), Optional.empty());
    }

    private List<WorkspaceQuery> questions(Set<LogQueryPodFilter> selections) {
        var questions = new ArrayList<WorkspaceQuery>();
        var ofCluster = new HashMap<Optional<ResourceId>, Set<ResourceId>>();
        for (var selection : selections) {
            var workspaces = alert.workspaces().isEmpty()
                    ? ofCluster.computeIfAbsent(selection.cluster(), this::workspaceOf)
                    : alert.workspaces();
            workspaces.forEach(workspace -> questions.add(new WorkspaceQuery(workspace, selection)));
        }
        return questions;
    }

    /** The workspace of the cluster's Container Insights. */
    private Set<ResourceId> workspaceOf(Optional<ResourceId> cluster) {
        if (cluster.isEmpty()) {
            return Set.of();
        }
        asked = true;
        var id = cluster.get();
        try {
            var workspace = evidence.clusters()
                    .cluster(id)
                    .orElseThrow(() -> EvidenceUnavailableException.because(
                            UnavailabilityReason.NOT_FOUND, "cluster " + id.name()));
            return Set.of(logsOf(workspace));
        } catch (EvidenceUnavailableException e) {
            recordOrThrow(e);
            return Set.of();
        }
    }

    private static ResourceId logsOf(Cluster cluster) {
        return cluster.logWorkspace()
                .orElseThrow(() -> EvidenceUnavailableException.beyond(
                        "cluster %s writes no logs to a workspace", cluster.name()));
    }

    private List<PodWithFailedPull> answer(WorkspaceQuery question) {
        var workspace = question.workspace();
        var customerId = evidence.clusters()
                .workspaceCustomerId(workspace)
                .orElseThrow(() -> EvidenceUnavailableException.because(
                        UnavailabilityReason.NOT_FOUND, "workspace " + workspace.name()));
        var answer = evidence.logs().pullFailures(customerId, question.pods(), window);
        more |= answer.more();
        var rows = ValidatedLogRows.of(answer.rows());
        leftOut.addAll(rows.leftOut());
        return rows.fit().stream().map(PodWithFailedPull::of).toList();
    }

    private void recordOrThrow(EvidenceUnavailableException e) {
        if (e.mayPass()) {
            throw e;
        }
        unreadable.add(e.getMessage());
    }

    Optional<String> note(boolean foundNothing) {
        if (!asked) {
            return Optional.of("it names no cluster and no workspace");
        }
        if (more) {
            return Optional.of("its window has more failures than were read: only the newest are used");
        }
        return Optional.of("no failed pulls from %s to %s".formatted(window.from(), window.to()))
                .filter(text -> foundNothing && unreadable.isEmpty());
    }

    /** Rows with an invalid pod name. */
    List<LoggedPullFailure> leftOut() {
        return leftOut;
    }

    /** The reads that failed permanently, with the reasons. */
    Optional<String> incomplete() {
        return Optional.of(String.join("; ", unreadable)).filter(text -> !text.isEmpty());
    }
}
