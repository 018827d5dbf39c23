package io.github.pullresponder.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the queues drain: all attempts of a message are done within an hour. A queue with an older message has no consumer, or the
 * host has given up the message: it neither delivers nor deletes a message of a poison queue that was received five times.
 */
public final class QueueBacklogMonitor {
    /** The limit for the age of a message: five attempts of a poison message are ten minutes apart. */
    static final Duration LONG = Duration.ofHours(1);

    /** The maximum time between two checks; after a longer time, the queue may have been empty in between. */
    private static final Duration GAP = Duration.ofMinutes(30);

    private static final String PARTITION = "queue";
    /** The column for the time since which the queue had a message at every check. */
    private static final String SINCE = "since";

    private static final String LAST = "last";

    private final WorkQueue queue;
    private final StorageTable table;
    private final Clock clock;

    public QueueBacklogMonitor(WorkQueue queue, StorageTable table, Clock clock) {
        this.queue = queue;
        this.table = table;
        this.clock = clock;
    }

    /**
     * Checks the queues, and records the result for the next check.
     *
     * @return a sentence for each queue that does not drain
     * @throws StorageUnavailableException if the queues cannot be read
     */
    public List<String> check() {
        var stuck = new ArrayList<String>();
        for (var backlog : queue.backlogs()) {
            remember(backlog);
            judge(backlog).ifPresent(stuck::add);
        }
        return stuck;
    }

    /** Checks the queues without recording the result. */
    public List<String> peek() {
        return queue.backlogs().stream()
                .flatMap(backlog -> judge(backlog).stream())
                .toList();
    }

    private Optional<String> judge(QueueBacklog backlog) {
        if (backlog.messages() == 0) {
            return Optional.empty();
        }
        var since = WorkQueue.isPoison(backlog.queue()) ? seenSince(backlog.queue()) : Optional.<Instant>empty();
        return since.or(backlog::oldest)
                .filter(at -> !at.plus(LONG).isAfter(clock.instant()))
                .map(at -> "%s does not drain: about %d messages, the first since %s"
                        .formatted(backlog.queue(), backlog.messages(), at));
    }

    private Optional<Instant> seenSince(String name) {
        return rowOf(name).flatMap(row -> row.value(SINCE)).map(Instant::parse);
    }

    private Optional<TableRow> rowOf(String name) {
        return table.find(PARTITION, name).filter(TableRowKind.QUEUE_BACKLOG::understands);
    }

    /** Records a backlog; of several concurrent instances only one writes, because all have the same result. */
    private void remember(QueueBacklog backlog) {
        var now = clock.instant();
        var row = table.find(PARTITION, backlog.queue());
        if (row.isPresent() && !TableRowKind.QUEUE_BACKLOG.understands(row.get())) {
            return;
        }
        if (backlog.messages() == 0) {
            row.ifPresent(table::delete);
            return;
        }
        var since = row.filter(before -> !before.value(LAST)
                        .map(Instant::parse)
                        .orElse(now)
                        .plus(GAP)
                        .isBefore(now))
                .flatMap(before -> before.value(SINCE))
                .orElse(now.toString());
        var fresh = TableRowKind.QUEUE_BACKLOG.fresh(
                PARTITION, backlog.queue(), Map.of(SINCE, since, LAST, now.toString()));
        if (row.isPresent()) {
            table.replace(row.get().with(fresh.values()));
        } else {
            table.insert(fresh);
        }
    }
}
