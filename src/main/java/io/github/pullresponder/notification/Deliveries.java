package io.github.pullresponder.notification;

import io.github.pullresponder.notification.DeliveryRow.Delivery;
import io.github.pullresponder.notification.DeliveryRow.State;
import io.github.pullresponder.storage.OptimisticRetry;
import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.RowKind;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.Table;
import io.github.pullresponder.storage.TableKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Whose turn it is to send a notification to a channel, and what became of it: one row for each notification.
 *
 * <p>A turn is taken right before each attempt and ended right after it. If the process dies in between, no one can know whether
 * the channel accepted the notification; after five minutes such a turn may be taken over.
 */
final class Deliveries {
    /** Longer than an attempt takes: the process that had the turn is dead. */
    static final Duration UNKNOWN_AFTER = Duration.ofMinutes(5);

    /** How often a turn of unknown outcome is taken over: what ends a process each time is not tried for ever. */
    private static final int MOST_TAKEOVERS = 3;

    /** How often the outcome of an attempt is written if storage does not answer: it is known, and must not get lost. */
    private static final int MOST_WRITES = 3;

    private final Table table;
    private final Clock clock;
    private final String partition;

    Deliveries(Table table, Clock clock, String partition) {
        this.table = table;
        this.clock = clock;
        this.partition = partition;
    }

    /** The answer to the wish to send. */
    sealed interface Turn {
        /** It is the caller's. */
        record Held(String attempt, boolean possiblyRepeated) implements Turn {}

        /** Someone is sending it, or was a moment ago. */
        record Busy() implements Turn {}

        /** Nothing is left to do. */
        record Done() implements Turn {}

        /** Whoever tries dies. */
        record Hopeless() implements Turn {}
    }

    Turn take(String key, String channel) {
        var attempt = UUID.randomUUID().toString();
        try {
            return OptimisticRetry.until("a notification", () -> {
                var row = rowOf(key);
                var before = row.flatMap(it -> DeliveryRow.read(it).of(channel));
                var refused = before.flatMap(this::withoutTurn);
                return refused.isPresent() ? refused : taken(key, row, channel, before, attempt);
            });
        } catch (StorageUnavailableException e) {
            // That the table does not answer does not mean that it did not write: then what it holds decides.
            return heldTurn(key, channel, attempt).orElseThrow(() -> e);
        }
    }

    private Optional<Turn> withoutTurn(Delivery before) {
        if (before.state().isFinal()) {
            return Optional.of(new Turn.Done());
        }
        if (before.state() != State.SENDING) {
            return Optional.empty();
        }
        if (before.at().plus(UNKNOWN_AFTER).isAfter(clock.instant())) {
            return Optional.of(new Turn.Busy());
        }
        return before.takeovers() >= MOST_TAKEOVERS ? Optional.of(new Turn.Hopeless()) : Optional.empty();
    }

    private Optional<Turn> taken(
            String key, Optional<Row> row, String channel, Optional<Delivery> before, String attempt) {
        var now = clock.instant();
        var next = before.map(it -> it.sentBy(attempt, now)).orElseGet(() -> Delivery.first(attempt, now));
        return store(key, row, channel, next) || heldTurn(key, channel, attempt).isPresent()
                ? Optional.of(new Turn.Held(attempt, next.isUncertain()))
                : Optional.empty();
    }

    private Optional<Turn> heldTurn(String key, String channel, String attempt) {
        return rowOf(key)
                .flatMap(row -> DeliveryRow.read(row).of(channel))
                .filter(it -> it.state() == State.SENDING && it.attempt().equals(attempt))
                .map(it -> new Turn.Held(attempt, it.isUncertain()));
    }

    /** Records that nothing is left to do. */
    void end(String key, String channel, State state) {
        written(key, channel, before -> before.ended(state, clock.instant()));
    }

    /**
     * Records that the channel did not accept the notification: the next process that finds it unfinished tries again.
     *
     * @param mayHaveArrived whether only the answer may have got lost
     */
    Delivery fail(String key, String channel, boolean mayHaveArrived) {
        return written(key, channel, before -> before.failed(mayHaveArrived, clock.instant()));
    }

    private Delivery written(String key, String channel, UnaryOperator<Delivery> change) {
        for (var i = 1; ; i++) {
            try {
                return change(key, channel, change);
            } catch (StorageUnavailableException e) {
                if (i == MOST_WRITES) {
                    throw e;
                }
            }
        }
    }

    private Delivery change(String key, String channel, UnaryOperator<Delivery> change) {
        return OptimisticRetry.until("a notification", () -> {
            var row = rowOf(key);
            var before = row.flatMap(it -> DeliveryRow.read(it).of(channel))
                    .orElseGet(() -> Delivery.first("", clock.instant()));
            if (before.state().isFinal()) {
                return Optional.of(before);
            }
            var next = change.apply(before);
            return store(key, row, channel, next) ? Optional.of(next) : Optional.empty();
        });
    }

    private boolean store(String key, Optional<Row> row, String channel, Delivery delivery) {
        var all = row.map(DeliveryRow::read)
                .orElseGet(() -> new DeliveryRow(Map.of()))
                .with(channel, delivery);
        var values = new HashMap<>(all.write());
        values.put(DeliveryRow.AT, clock.instant().toString());
        return row.map(it -> table.replace(it.with(values)))
                .orElseGet(() ->
                        table.insert(RowKind.NOTIFICATION.fresh(partition, TableKey.of(key), named(key, values))));
    }

    private static Map<String, String> named(String key, Map<String, String> values) {
        var all = new HashMap<>(values);
        all.put(DeliveryRow.KEY, key);
        return all;
    }

    /** The channels that have the notification, or may have it. */
    Set<String> reached(String key) {
        return rowOf(key)
                .map(row -> DeliveryRow.read(row).channels().entrySet().stream()
                        .filter(it -> it.getValue().mayHaveArrived())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .orElseGet(Set::of);
    }

    /** The channels that it was tried on. */
    Set<String> started(String key) {
        return rowOf(key).map(row -> DeliveryRow.read(row).channels().keySet()).orElseGet(Set::of);
    }

    /** The keys of notifications that some channel has not accepted yet. */
    List<String> unfinished() {
        return table.list(partition, "").stream()
                .filter(RowKind.NOTIFICATION::understands)
                .filter(row -> DeliveryRow.read(row).channels().values().stream()
                        .anyMatch(it -> !it.state().isFinal()))
                .flatMap(row -> row.value(DeliveryRow.KEY).stream())
                .toList();
    }

    Instant now() {
        return clock.instant();
    }

    private Optional<Row> rowOf(String key) {
        return table.find(partition, TableKey.of(key)).map(RowKind.NOTIFICATION::understood);
    }
}
