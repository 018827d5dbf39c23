package io.github.pullresponder.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees whether the queues drain: a message is done or put aside within an hour, by all its tries. A queue that keeps one for
 * longer has no consumer, or the host has given the message up: of a poison queue it hands over none that was
 * received five times, and it never deletes such a one either.
 */
public final class Drains {
    /** Five tries of a poison message are ten minutes apart. */
    static final Duration LONG = Duration.ofHours(1);

    /** Between two looks; after a longer time it is not known whether the queue was empty meanwhile. */
    private static final Duration GAP = Duration.ofMinutes(30);

    private static final String PARTITION = "queue";
    /** Since when something was on the queue at every look. */
    private static final String SINCE = "since";

    private static final String LAST = "last";

    private final WorkQueue queue;
    private final Table table;
    private final Clock clock;

    public Drains(WorkQueue queue, Table table, Clock clock) {
        this.queue = queue;
        this.table = table;
        this.clock = clock;
    }

    /**
     * Looks at the queues, and remembers what it saw for the next look.
     *
     * @return a sentence about each that does not drain
     * @throws StorageUnavailableException if they cannot be looked at
     */
    public List<String> look() {
        var stuck = new ArrayList<String>();
        for (var backlog : queue.backlogs()) {
            remember(backlog);
            judge(backlog).ifPresent(stuck::add);
        }
        return stuck;
    }

    /** The same, and nothing is remembered. */
    public List<String> asSeen() {
        return queue.backlogs().stream()
                .flatMap(backlog -> judge(backlog).stream())
                .toList();
    }

    private Optional<String> judge(Backlog backlog) {
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

    private Optional<Row> rowOf(String name) {
        return table.find(PARTITION, name).filter(RowKind.QUEUE_BACKLOG::understands);
    }

    /** Of several instances that look at once, one may write: they see the same. */
    private void remember(Backlog backlog) {
        var now = clock.instant();
        var row = table.find(PARTITION, backlog.queue());
        if (row.isPresent() && !RowKind.QUEUE_BACKLOG.understands(row.get())) {
            return;
        }
        if (backlog.messages() == 0) {
            row.ifPresent(table::delete);
            return;
        }
        var since = row.filter(it -> !it.value(LAST)
                        .map(Instant::parse)
                        .orElse(now)
                        .plus(GAP)
                        .isBefore(now))
                .flatMap(it -> it.value(SINCE))
                .orElse(now.toString());
        var fresh = RowKind.QUEUE_BACKLOG.fresh(PARTITION, backlog.queue(), Map.of(SINCE, since, LAST, now.toString()));
        if (row.isPresent()) {
            table.replace(row.get().with(fresh.values()));
        } else {
            table.insert(fresh);
        }
    }
}
