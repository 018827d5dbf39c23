package io.github.pullresponder.notification;

import io.github.pullresponder.notification.DeliveryRow.ChannelDelivery;
import io.github.pullresponder.notification.DeliveryRow.DeliveryState;
import io.github.pullresponder.storage.OptimisticRetry;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.TableKeyEncoder;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.TableRowKind;
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
 * Stores the turns of processes that send a notification to a channel, and their outcomes: one row for each notification.
 *
 * <p>A turn begins right before each attempt and ends right after it. If the process ends in between, it is unknown if the channel
 * accepted the notification; after five minutes another process may take over the turn.
 */
final class NotificationDeliveries {
    /** The time after which the process with the turn has certainly ended; longer than an attempt. */
    static final Duration UNKNOWN_AFTER = Duration.ofMinutes(5);

    /** The limit of takeovers of a turn with unknown outcome, because a notification that ends the process must not be retried forever. */
    private static final int MOST_TAKEOVERS = 3;

    /** The attempts to write a known outcome if storage does not answer, because it must not be lost. */
    private static final int MOST_WRITES = 3;

    private final StorageTable table;
    private final Clock clock;
    private final String partition;

    NotificationDeliveries(StorageTable table, Clock clock, String partition) {
        this.table = table;
        this.clock = clock;
        this.partition = partition;
    }

    /** The answer to a request for a turn. */
    sealed interface DeliveryTurnResult {
        /** The caller has the turn. */
        record TurnGranted(String attempt, boolean possiblyRepeated) implements DeliveryTurnResult {}

        /** Another process is sending it, or was recently. */
        record HeldByAnother() implements DeliveryTurnResult {}

        /** The delivery is complete. */
        record AlreadySettled() implements DeliveryTurnResult {}

        /** Every attempt ends the process. */
        record TakeoverLimitReached() implements DeliveryTurnResult {}
    }

    DeliveryTurnResult take(String key, String channel) {
        var attempt = UUID.randomUUID().toString();
        try {
            return OptimisticRetry.until("a notification", () -> {
                var row = rowOf(key);
                var before = row.flatMap(stored -> DeliveryRow.read(stored).of(channel));
                var refused = before.flatMap(this::withoutTurn);
                return refused.isPresent() ? refused : recordTurn(key, row, channel, before, attempt);
            });
        } catch (StorageUnavailableException e) {
            // A table that does not answer may still have written the row: then the row decides.
            return heldTurn(key, channel, attempt).orElseThrow(() -> e);
        }
    }

    private Optional<DeliveryTurnResult> withoutTurn(ChannelDelivery before) {
        if (before.state().isFinal()) {
            return Optional.of(new DeliveryTurnResult.AlreadySettled());
        }
        if (before.state() != DeliveryState.SENDING) {
            return Optional.empty();
        }
        if (before.at().plus(UNKNOWN_AFTER).isAfter(clock.instant())) {
            return Optional.of(new DeliveryTurnResult.HeldByAnother());
        }
        return before.takeovers() >= MOST_TAKEOVERS
                ? Optional.of(new DeliveryTurnResult.TakeoverLimitReached())
                : Optional.empty();
    }

    private Optional<DeliveryTurnResult> recordTurn(
            String key, Optional<TableRow> row, String channel, Optional<ChannelDelivery> before, String attempt) {
        var now = clock.instant();
        var next = before.map(delivery -> delivery.startAttempt(attempt, now))
                .orElseGet(() -> ChannelDelivery.first(attempt, now));
        return store(key, row, channel, next) || heldTurn(key, channel, attempt).isPresent()
                ? Optional.of(new DeliveryTurnResult.TurnGranted(attempt, next.isUncertain()))
                : Optional.empty();
    }

    private Optional<DeliveryTurnResult> heldTurn(String key, String channel, String attempt) {
        return rowOf(key)
                .flatMap(row -> DeliveryRow.read(row).of(channel))
                .filter(delivery -> delivery.state() == DeliveryState.SENDING
                        && delivery.attempt().equals(attempt))
                .map(delivery -> new DeliveryTurnResult.TurnGranted(attempt, delivery.isUncertain()));
    }

    /** Records that the delivery is complete. */
    void end(String key, String channel, DeliveryState state) {
        write(key, channel, before -> before.end(state, clock.instant()));
    }

    /**
     * Records that the channel did not accept the notification; the next process that finds it unfinished retries.
     *
     * @param mayHaveArrived true if only the answer may have been lost
     */
    ChannelDelivery fail(String key, String channel, boolean mayHaveArrived) {
        return write(key, channel, before -> before.fail(mayHaveArrived, clock.instant()));
    }

    private ChannelDelivery write(String key, String channel, UnaryOperator<ChannelDelivery> change) {
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

    private ChannelDelivery change(String key, String channel, UnaryOperator<ChannelDelivery> change) {
        return OptimisticRetry.until("a notification", () -> {
            var row = rowOf(key);
            var before = row.flatMap(stored -> DeliveryRow.read(stored).of(channel))
                    .orElseGet(() -> ChannelDelivery.first("", clock.instant()));
            if (before.state().isFinal()) {
                return Optional.of(before);
            }
            var next = change.apply(before);
            return store(key, row, channel, next) ? Optional.of(next) : Optional.empty();
        });
    }

    private boolean store(String key, Optional<TableRow> row, String channel, ChannelDelivery delivery) {
        var all = row.map(DeliveryRow::read)
                .orElseGet(() -> new DeliveryRow(Map.of()))
                .with(channel, delivery);
        var values = new HashMap<>(all.write());
        values.put(DeliveryRow.AT, clock.instant().toString());
        return row.map(stored -> table.replace(stored.with(values)))
                .orElseGet(() -> table.insert(
                        TableRowKind.NOTIFICATION.fresh(partition, TableKeyEncoder.of(key), named(key, values))));
    }

    private static Map<String, String> named(String key, Map<String, String> values) {
        var all = new HashMap<>(values);
        all.put(DeliveryRow.KEY, key);
        return all;
    }

    /** The channels that received the notification, or may have. */
    Set<String> reached(String key) {
        return rowOf(key)
                .map(row -> DeliveryRow.read(row).channels().entrySet().stream()
                        .filter(channel -> channel.getValue().mayHaveArrived())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .orElseGet(Set::of);
    }

    /** The channels with at least one attempt. */
    Set<String> started(String key) {
        return rowOf(key).map(row -> DeliveryRow.read(row).channels().keySet()).orElseGet(Set::of);
    }

    /** The keys of notifications that at least one channel has not accepted yet. */
    List<String> unfinished() {
        return table.list(partition, "").stream()
                .filter(TableRowKind.NOTIFICATION::understands)
                .filter(row -> DeliveryRow.read(row).channels().values().stream()
                        .anyMatch(delivery -> !delivery.state().isFinal()))
                .flatMap(row -> row.value(DeliveryRow.KEY).stream())
                .toList();
    }

    Instant now() {
        return clock.instant();
    }

    private Optional<TableRow> rowOf(String key) {
        return table.find(partition, TableKeyEncoder.of(key)).map(TableRowKind.NOTIFICATION::requireKnownVersion);
    }
}
