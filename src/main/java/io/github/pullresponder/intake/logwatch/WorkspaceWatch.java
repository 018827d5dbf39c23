package io.github.pullresponder.intake.logwatch;

import io.github.pullresponder.cluster.LoggedPullFailure;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.evidence.ClusterLogs;
import io.github.pullresponder.intake.input.DeterministicIds;
import io.github.pullresponder.intake.input.FailureGroup;
import io.github.pullresponder.intake.input.PodWithFailedPull;
import io.github.pullresponder.intake.input.UnreadableInputStore;
import io.github.pullresponder.intake.input.ValidatedLogRows;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.storage.StorageTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the rows that arrived in one workspace since the last read. No row is missed, because the watermark is stored after the work
 * items. None is reported twice, unless this process ends between the two.
 */
final class WorkspaceWatch {
    static final String SOURCE = "PullFailureWatch";

    private static final Duration FIRST_LOOK = Duration.ofHours(1);

    /** The age at which failed pulls are no longer reported. */
    private static final Duration LONGEST_LOOK = Duration.ofDays(7);

    /** The age at which all arrived rows are visible, so that the watermark of a quiet workspace can move on. */
    private static final Duration SETTLED = Duration.ofHours(1);

    /** The shortest window, which is not divided further even if it has too many rows. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final ClusterLogs logs;
    private final StorageTable table;
    private final String customerId;
    private final Consumer<WorkItem> sink;
    private final UnreadableInputStore unreadable;
    private Watermark watermark;
    private int items;

    WorkspaceWatch(
            ClusterLogs logs,
            StorageTable table,
            String customerId,
            Consumer<WorkItem> sink,
            UnreadableInputStore unreadable) {
        this.logs = logs;
        this.table = table;
        this.customerId = customerId;
        this.sink = sink;
        this.unreadable = unreadable;
        this.watermark = Watermark.find(table, customerId);
    }

    /**
     * Returns the number of failures that were queued.
     *
     * @throws EvidenceUnavailableException if the workspace cannot be read, or only in part; the watermark of the queued part is stored
     */
    int pollUntil(Instant now) {
        var earliest = now.minus(LONGEST_LOOK);
        var from = watermark.from().orElseGet(() -> now.minus(FIRST_LOOK));
        if (from.isBefore(now)) {
            read(new TimeWindow(from.isBefore(earliest) ? earliest : from, now));
            watermark = watermark.atLeast(now.minus(SETTLED)).storeIn(table);
        }
        return items;
    }

    /** Reads a window; if one answer cannot contain all rows, in parts, the oldest first, without gaps between the parts. */
    private void read(TimeWindow arrived) {
        var answer = logs.pullFailuresArrived(customerId, arrived);
        if (answer.more() && arrived.length().compareTo(SHORTEST) > 0) {
            var middle = arrived.from().plus(arrived.length().dividedBy(2));
            read(new TimeWindow(arrived.from(), middle));
            read(new TimeWindow(middle, arrived.to()));
            return;
        }
        var fresh = watermark.notYetSeen(answer.rows());
        if (!fresh.isEmpty()) {
            enqueue(fresh);
            watermark = watermark.after(fresh).storeIn(table);
        }
    }

    private void enqueue(List<LoggedPullFailure> all) {
        var rows = ValidatedLogRows.of(all);
        if (!rows.leftOut().isEmpty()) {
            unreadable.store(SOURCE, ValidatedLogRows.text(rows.leftOut()), ValidatedLogRows.reason(rows.leftOut()));
        }
        for (var group :
                FailureGroup.of(rows.fit().stream().map(PodWithFailedPull::of).toList())) {
            var origin = new OriginEvent(
                    new Trigger(TriggerType.TIMER, SOURCE),
                    customerId,
                    group.newest().last());
            sink.accept(group.asItem(idOf(group), origin, Optional.empty()));
            items++;
        }
    }

    /** The id from the rows: a repeated read gives the same id; a pull that fails again later gives another. */
    private String idOf(FailureGroup group) {
        var parts = new ArrayList<>(List.of("watch", customerId));
        parts.addAll(group.key().parts());
        group.members().stream()
                .map(pod -> pod.name() + " " + pod.last())
                .sorted()
                .forEach(parts::add);
        return DeterministicIds.of(parts);
    }
}
