package io.github.pullresponder.intake;

import io.github.pullresponder.cluster.LoggedPullFailure;
import io.github.pullresponder.evidence.EvidenceSourcesFactory;
import io.github.pullresponder.intake.alert.AlertParser;
import io.github.pullresponder.intake.alert.AlertWorkItemReader;
import io.github.pullresponder.intake.event.EventWorkItemReader;
import io.github.pullresponder.intake.event.GridEvent;
import io.github.pullresponder.intake.input.ParsedWorkItems;
import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.intake.input.UnreadableInputStore;
import io.github.pullresponder.intake.input.ValidatedLogRows;
import io.github.pullresponder.intake.logwatch.FailureWatch;
import io.github.pullresponder.intake.logwatch.FailureWatchResult;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Accepts input from Azure and puts its work items on the queue. An input is acknowledged only after its work items are on the queue;
 * an input that cannot be parsed is stored.
 *
 * <p>Temporary failures are thrown, so that the input is delivered again: {@link EvidenceUnavailableException} if {@link
 * EvidenceUnavailableException#mayPass}, and {@link StorageUnavailableException}. A second delivery results in work items with the same
 * ids.
 */
public final class Intake {
    private final WorkQueueWriter outbox;
    private final UnreadableInputStore unreadable;
    private final AlertWorkItemReader alerts;
    private final EventWorkItemReader events;
    private final FailureWatch watch;

    public Intake(EvidenceSourcesFactory evidence, AppStorage storage, Clock clock) {
        this.unreadable = new UnreadableInputStore(storage.reports(), clock);
        this.outbox = new WorkQueueWriter(storage.queue(), unreadable);
        this.alerts = new AlertWorkItemReader(evidence);
        this.events = new EventWorkItemReader(alerts, clock);
        this.watch = new FailureWatch(evidence, storage.table(), clock, outbox::send, unreadable);
    }

    /**
     * Accepts the body of a call from an action group.
     *
     * @throws UnreadableInputException naming every problem; the body is stored
     */
    public IntakeResult alert(String body) {
        try {
            return accept("PullAlert", body, alerts.toWorkItems(AlertParser.parse(body)));
        } catch (UnreadableInputException e) {
            unreadable.store("PullAlert", body, e.getMessage());
            throw e;
        }
    }

    /** Accepts one event of Event Grid, which ignores the answer; so an event that cannot be parsed is only stored. */
    public IntakeResult event(String body) {
        try {
            return accept("AzureEvent", body, events.work(GridEvent.parse(body)));
        } catch (UnreadableInputException e) {
            var name = unreadable.store("AzureEvent", body, e.getMessage());
            return new IntakeResult(0, Optional.of("cannot be parsed: " + e.getMessage()), Optional.of(name));
        }
    }

    /** Searches the logs of all visible clusters for new failed pulls. */
    public FailureWatchResult watch() {
        return watch.poll();
    }

    private IntakeResult accept(String source, String body, ParsedWorkItems understood) {
        understood.items().forEach(outbox::send);
        var leftOut = storeRows(source, understood.leftOut());
        var reason = understood.incomplete().map(why -> "cannot be completed: " + why);
        var note = Stream.of(
                        understood.note(), reason, leftOut.map(name -> ValidatedLogRows.reason(understood.leftOut())))
                .flatMap(Optional::stream)
                .reduce((one, other) -> one + "; " + other);
        return new IntakeResult(
                understood.items().size(),
                note,
                reason.map(why -> unreadable.store(source, body, why)).or(() -> leftOut));
    }

    private Optional<String> storeRows(String source, List<LoggedPullFailure> rows) {
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(unreadable.store(source, ValidatedLogRows.text(rows), ValidatedLogRows.reason(rows)));
    }
}
