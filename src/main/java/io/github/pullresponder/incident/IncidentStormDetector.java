package io.github.pullresponder.incident;

import io.github.pullresponder.incident.IncidentStormState.StormCardType;
import io.github.pullresponder.notification.NotDeliveredException;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.notification.NotificationKind;
import io.github.pullresponder.notification.NotificationRoutingAttributes;
import io.github.pullresponder.notification.Notifier;
import io.github.pullresponder.notification.StormNotificationFactory;
import io.github.pullresponder.notification.StormNotificationFactory.StormIncident;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.OptimisticRetry;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.TableKeyEncoder;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.TableRowKind;
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
public final class IncidentStormDetector {
    private static final String PARTITION = "storms";

    private final StorageTable table;
    private final IncidentStore incidents;
    private final Notifier notifier;
    private final Clock clock;

    public IncidentStormDetector(StorageTable table, IncidentStore incidents, Notifier notifier, Clock clock) {
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
                : find(cluster).orElseGet(() -> IncidentStormState.calm(cluster));
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
                .filter(TableRowKind.STORM::understands)
                .map(IncidentStormState::read)
                .filter(storm -> storm.isOn() || storm.pending().isPresent())
                .map(IncidentStormState::cluster)
                .toList();
        clusters.stream().takeWhile(cluster -> hasTime.getAsBoolean()).forEach(this::report);
        return clusters.size();
    }

    /** Sends the card that is due, or an undelivered one. The next run retries a failure. */
    private void report(String cluster) {
        var storm = find(cluster);
        storm.flatMap(known -> known.due(clock.instant())).ifPresent(card -> announce(storm.orElseThrow(), card));
        find(cluster).flatMap(IncidentStormState::pending).ifPresent(key -> deliver(cluster, key));
    }

    /** Sends a card, unless another instance has stored its decision to send it first. */
    private void announce(IncidentStormState storm, StormCardType card) {
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

    private Notification notificationOf(IncidentStormState storm, StormCardType card) {
        var cluster = ResourceId.parse(storm.cluster());
        var members = incidents.of(storm.cluster()).stream()
                .filter(incident -> !incident.lifecycle().openedAt().isBefore(storm.firstAt()))
                .sorted(Comparator.comparing(
                                (Incident incident) -> incident.lifecycle().openedAt())
                        .thenComparing(incident -> incident.key().cause())
                        .thenComparing(incident -> incident.key().registry()))
                .toList();
        return StormNotificationFactory.of(
                kindOf(card),
                storm.nextKey(),
                new NotificationRoutingAttributes(
                        Optional.of(cluster),
                        namespacesOf(members),
                        members.stream()
                                .map(member -> member.key().cause())
                                .distinct()
                                .toList(),
                        Set.of()),
                storm.firstAt(),
                members.stream().map(IncidentStormDetector::lineOf).toList(),
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

    private static NotificationKind kindOf(StormCardType card) {
        return switch (card) {
            case STARTED -> NotificationKind.STORM_STARTED;
            case GROWING -> NotificationKind.STORM_GROWING;
            case ENDED -> NotificationKind.STORM_ENDED;
        };
    }

    private Optional<IncidentStormState> find(String cluster) {
        return rowOf(cluster).map(IncidentStormState::read);
    }

    private IncidentStormState change(String cluster, Function<IncidentStormState, IncidentStormState> change) {
        return OptimisticRetry.until("a storm", () -> {
            var row = rowOf(cluster);
            var before = row.map(IncidentStormState::read);
            var changed = change.apply(before.orElseGet(() -> IncidentStormState.calm(cluster)));
            return before.filter(changed::equals).isPresent() || store(row, changed)
                    ? Optional.of(changed)
                    : Optional.empty();
        });
    }

    private boolean store(Optional<TableRow> row, IncidentStormState storm) {
        return row.map(before ->
                        table.replace(before.without(Set.of(IncidentStormState.STARTED_AT, "cardAt", "notification"))
                                .with(storm.write())))
                .orElseGet(() -> table.insert(
                        TableRowKind.STORM.fresh(PARTITION, TableKeyEncoder.of(storm.cluster()), storm.write())));
    }

    private Optional<TableRow> rowOf(String cluster) {
        return table.find(PARTITION, TableKeyEncoder.of(cluster)).map(TableRowKind.STORM::requireKnownVersion);
    }
}
