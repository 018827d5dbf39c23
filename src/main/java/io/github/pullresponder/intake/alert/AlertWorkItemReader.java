package io.github.pullresponder.intake.alert;

import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.evidence.EvidenceSourcesFactory;
import io.github.pullresponder.intake.alert.Alert.AlertActivity;
import io.github.pullresponder.intake.alert.Alert.AlertPods;
import io.github.pullresponder.intake.alert.Alert.MonitorCondition;
import io.github.pullresponder.intake.input.AlertSubject;
import io.github.pullresponder.intake.input.ChangeWorkItemFactory;
import io.github.pullresponder.intake.input.DeterministicIds;
import io.github.pullresponder.intake.input.FailureGroup;
import io.github.pullresponder.intake.input.ParsedWorkItems;
import io.github.pullresponder.intake.input.PodWithFailedPull;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.queue.WorkItem.AlertIncomplete;
import io.github.pullresponder.queue.WorkItem.AlertResolved;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.RequestCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns an alert into work items. If the alert does not contain pods and messages, they are read from the logs. */
public final class AlertWorkItemReader {
    private final EvidenceSourcesFactory evidence;

    public AlertWorkItemReader(EvidenceSourcesFactory evidence) {
        this.evidence = evidence;
    }

    /**
     * Turns an alert into work items.
     *
     * @throws EvidenceUnavailableException if the logs cannot be read at the moment: another delivery may succeed
     */
    public ParsedWorkItems toWorkItems(Alert alert) {
        if (alert.isTest()) {
            return ParsedWorkItems.nothing("a test alert: nothing in it exists");
        }
        if (alert.content() instanceof AlertActivity activity) {
            return change(alert, activity);
        }
        if (alert.condition() == MonitorCondition.RESOLVED) {
            return ParsedWorkItems.as(new AlertResolved(idOf(alert, List.of()), originOf(alert), alert.id()));
        }
        return failures(alert, (AlertPods) alert.content());
    }

    private static ParsedWorkItems change(Alert alert, AlertActivity activity) {
        if (WatchedOperation.named(activity.operation()).isPresent() && !activity.hasSucceeded()) {
            return ParsedWorkItems.nothing("the operation failed or is not finished");
        }
        var origin = originOf(alert);
        return ChangeWorkItemFactory.of(
                activity.operation(), activity.resource(), activity.who(), idOf(alert, List.of("change")), origin);
    }

    private ParsedWorkItems failures(Alert alert, AlertPods pods) {
        var failed = new ArrayList<PodWithFailedPull>();
        var toComplete = new ArrayList<AlertSubject>();
        for (var subject : pods.subjects()) {
            var cluster = alert.clusterOf(subject).filter(known -> subject.isAboutPulls() && subject.namesPod());
            cluster.ifPresentOrElse(
                    known -> failed.add(PodWithFailedPull.of(subject, known, alert.at())),
                    () -> toComplete.add(subject));
        }
        if (!toComplete.isEmpty() || failed.isEmpty()) {
            var completion = new AlertLogCompletion(evidence.open(new RequestCounter()), alert, pods.window());
            failed.addAll(completion.failuresOf(toComplete));
            return new ParsedWorkItems(
                    items(alert, failed, completion),
                    completion.note(failed.isEmpty()),
                    completion.incomplete(),
                    completion.leftOut());
        }
        return new ParsedWorkItems(items(alert, failed), Optional.empty(), Optional.empty(), List.of());
    }

    /** The work items of an alert; an alert without readable failures is also reported, with the missing right. */
    private static List<WorkItem> items(Alert alert, List<PodWithFailedPull> failed, AlertLogCompletion completion) {
        return completion
                .incomplete()
                .filter(why -> failed.isEmpty())
                .map(why -> List.<WorkItem>of(new AlertIncomplete(
                        idOf(alert, List.of("incomplete")),
                        originOf(alert),
                        alert.clusters().stream()
                                .findFirst()
                                .filter(any -> alert.clusters().size() == 1),
                        why)))
                .orElseGet(() -> items(alert, failed));
    }

    private static List<WorkItem> items(Alert alert, List<PodWithFailedPull> failed) {
        return FailureGroup.of(failed).stream()
                .<WorkItem>map(group ->
                        group.asItem(idOf(alert, group.key().parts()), originOf(alert), Optional.of(alert.id())))
                .toList();
    }

    private static OriginEvent originOf(Alert alert) {
        return new OriginEvent(new Trigger(TriggerType.ALERT, alert.rule()), alert.id(), alert.at());
    }

    /** Alerts are delivered again with the same id and condition ("Common alert schema"). */
    private static String idOf(Alert alert, List<String> group) {
        var parts =
                new ArrayList<>(List.of("alert", alert.id(), alert.condition().name()));
        parts.addAll(group);
        return DeterministicIds.of(parts);
    }
}
