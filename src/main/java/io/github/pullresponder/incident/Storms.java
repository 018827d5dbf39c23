package io.github.pullresponder.incident;

import io.github.pullresponder.incident.Storm.StormUpdate;
import io.github.pullresponder.notification.NotDeliveredException;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.notification.NotificationAudience;
import io.github.pullresponder.notification.NotificationKind;
import io.github.pullresponder.notification.Notifier;
import io.github.pullresponder.notification.StormNotification;
import io.github.pullresponder.notification.StormNotification.StormIncident;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.OptimisticRetry;
import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.RowKind;
import io.github.pullresponder.storage.Table;
import io.github.pullresponder.storage.TableKey;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Merges the notifications about a cluster with very many new incidents: one card at the start of the storm, at most one an hour
 * while it grows, and one at its end. Its incidents are diagnosed and stored as usual.
 */
public final class Storms {
    private static final String PARTITION = "storms";

    private final Table table;
    private final Incidents incidents;
    private final Notifier notifier;
    private final Clock clock;

    public Storms(Table table, Incidents incidents, Notifier notifier, Clock clock) {
        this.table = table;
        this.incidents = incidents;
        this.notifier = notifier;
        this.clock = clock;
    }

    /** Counts an incident that is due, and returns true if it is reported together with others. */
    boolean holdsBack(Incident incident) {
        var cluster = incident.key().cluster();
        if (cluster.isEmpty()) {
            return false;
        }
        if (find(cluster).filter(storm -> storm.hasEnded(clock.instant())).isPresent()) {
            report(cluster);
        }
        var isNew = incident.notifications().last().isEmpty();
        var storm = isNew
                ? change(cluster, known -> known.with(incident, clock.instant()))
                : find(cluster).orElseGet(() -> Storm.calm(cluster));
        if (storm.isOn()) {
            report(cluster);
        }
        return storm.isOn();
    }

    /** Returns true if the incidents of a cluster are reported together now. */
    boolean isOn(String cluster) {
        return !cluster.isEmpty()
                && find(cluster)
                        .filter(storm -> storm.isOn() && !storm.hasEnded(clock.instant()))
                        .isPresent();
    }

    /**
     * Follows up on all storms: ends those without new incidents, and sends cards that are due or were not delivered.
     *
     * @param hasTime returns false when no more storms may be processed
     * @return the number of storms
     */
    public int run(BooleanSupplier hasTime) {
        var clusters = table.list(PARTITION, "").stream()
                .filter(RowKind.STORM::understands)
                .map(Storm::read)
                .filter(storm -> storm.isOn() || storm.pending().isPresent())
                .map(Storm::cluster)
                .toList();
        clusters.stream().takeWhile(cluster -> hasTime.getAsBoolean()).forEach(this::report);
        return clusters.size();
    }

    /** Sends the card that is due, or an undelivered one. The next run retries a failure. */
    private void report(String cluster) {
        var storm = find(cluster);
        storm.flatMap(known -> known.due(clock.instant())).ifPresent(card -> announce(storm.orElseThrow(), card));
        find(cluster).flatMap(Storm::pending).ifPresent(key -> deliver(cluster, key));
    }

    /** Sends a card, unless another instance has stored its decision to send it first. */
    private void announce(Storm storm, StormUpdate card) {
        var notification = notificationOf(storm, card);
        notifier.store(notification);
        change(
                storm.cluster(),
                now -> now.equals(storm) ? now.announce(card, notification.key(), clock.instant()) : now);
    }

    private void deliver(String cluster, String key) {
        try {
            if (notifier.deliver(key)) {
                change(cluster, storm -> storm.confirm(key));
            }
        } catch (NotDeliveredException e) {
            // The card remains pending; the messages of its incidents are not affected.
        }
    }

    private Notification notificationOf(Storm storm, StormUpdate card) {
        var cluster = ResourceId.parse(storm.cluster());
        var members = incidents.of(storm.cluster()).stream()
                .filter(incident -> !incident.lifecycle().openedAt().isBefore(storm.firstAt()))
                .sorted(Comparator.comparing(
                                (Incident incident) -> incident.lifecycle().openedAt())
                        .thenComparing(incident -> incident.key().cause())
                        .thenComparing(incident -> incident.key().registry()))
                .toList();
        return StormNotification.of(
                kindOf(card),
                storm.nextKey(),
                new NotificationAudience(
                        Optional.of(cluster),
                        namespacesOf(members),
                        members.stream()
                                .map(member -> member.key().cause())
                                .distinct()
                                .toList(),
                        Set.of()),
                storm.firstAt(),
                members.stream().map(Storms::lineOf).toList(),
                "the storage table pullresponder and, in the container reports, incidents/" + cluster.name());
    }

    private static Set<String> namespacesOf(List<Incident> members) {
        return members.stream()
                .flatMap(incident -> incident.scope().pods().names().stream())
                .map(PodName::namespace)
                .collect(Collectors.toSet());
    }

    private static StormIncident lineOf(Incident incident) {
        var registry = incident.key().registry();
        return new StormIncident(
                incident.key().cause(),
                registry.substring(registry.lastIndexOf('/') + 1),
                incident.scope().pods().count(),
                incident.isOpen(),
                incident.report());
    }

    private static NotificationKind kindOf(StormUpdate card) {
        return switch (card) {
            case STARTED -> NotificationKind.STORM_STARTED;
            case GROWING -> NotificationKind.STORM_GROWING;
            case ENDED -> NotificationKind.STORM_ENDED;
        };
    }

    private Optional<Storm> find(String cluster) {
        return rowOf(cluster).map(Storm::read);
    }

    private Storm change(String cluster, Function<Storm, Storm> change) {
        return OptimisticRetry.until("a storm", () -> {
            var row = rowOf(cluster);
            var before = row.map(Storm::read);
            var changed = change.apply(before.orElseGet(() -> Storm.calm(cluster)));
            return before.filter(changed::equals).isPresent() || store(row, changed)
                    ? Optional.of(changed)
                    : Optional.empty();
        });
    }

    private boolean store(Optional<Row> row, Storm storm) {
        return row.map(before -> table.replace(before.without(Set.of(Storm.STARTED_AT, "cardAt", "notification"))
                        .with(storm.write())))
                .orElseGet(() ->
                        table.insert(RowKind.STORM.fresh(PARTITION, TableKey.of(storm.cluster()), storm.write())));
    }

    private Optional<Row> rowOf(String cluster) {
        return table.find(PARTITION, TableKey.of(cluster)).map(RowKind.STORM::requireKnownVersion);
    }
}
