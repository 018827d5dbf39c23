package io.github.pullresponder.incident;

import io.github.pullresponder.delivery.Notice;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.PullFailure.PodName;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.incident.Incidents.Turn;
import io.github.pullresponder.storage.RowKind;
import io.github.pullresponder.storage.Table;
import io.github.pullresponder.storage.TableKey;
import io.github.pullresponder.work.WorkItem.AlertResolved;
import io.github.pullresponder.work.WorkItem.PullFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Ends incidents, and remembers which alerts are over: events arrive in any order. */
final class Resolutions {
    /** How far the clocks of others may be off. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final String PARTITION = "alerts";
    /** When an alert ended. */
    static final String AT = "resolvedAt";

    private final Table table;
    private final Incidents incidents;
    private final Teller teller;

    Resolutions(Table table, Incidents incidents, Teller teller) {
        this.table = table;
        this.incidents = incidents;
        this.teller = teller;
    }

    /** Whether the alert that a failure comes from is known to be over: its end overtook it. */
    boolean isOver(PullFailed item) {
        return item.alertId()
                .flatMap(id -> table.find(PARTITION, TableKey.of(id)))
                .map(RowKind.ENDED_ALERT::understood)
                .flatMap(row -> row.value(AT))
                .map(Instant::parse)
                .filter(resolved -> !resolved.isBefore(item.origin().at()))
                .isPresent();
    }

    Outcome resolve(AlertResolved item, String owner) {
        remember(item);
        var told = 0;
        for (var incident : incidents.all()) {
            if (!incident.alerts().contains(item.alertId()) && !incident.isBeingToldBy(owner)) {
                continue;
            }
            var now = incidents
                    .change(incident.key(), it -> it.withoutAlert(item.alertId()))
                    .orElse(incident);
            var goesOn = now.lastSeen().isAfter(item.origin().at().plus(SKEW));
            if (now.alerts().isEmpty() && !goesOn) {
                told += end(now.key(), "its alert has resolved", item.origin().at(), owner);
            }
        }
        return Outcome.of("resolved").with("told", told);
    }

    private void remember(AlertResolved item) {
        var key = TableKey.of(item.alertId());
        var ended = RowKind.ENDED_ALERT.fresh(
                PARTITION, key, Map.of(AT, item.origin().at().toString()));
        if (!table.insert(ended)) {
            table.find(PARTITION, key)
                    .map(RowKind.ENDED_ALERT::understood)
                    .ifPresent(row -> table.replace(row.with(ended.values())));
        }
    }

    /**
     * Ends an incident, and tells those who were told of it.
     *
     * @param at when it ended
     * @return how many were told: one or none
     */
    int end(Incident.Key key, String why, Instant at, String owner) {
        var turn = incidents.resolve(key, owner);
        if (turn instanceof Turn.Tell tell) {
            teller.post(noticeOf(tell.incident(), why, at), List.of(tell.incident()));
            teller.keepState(key);
            return 1;
        }
        if (turn instanceof Turn.MayBeTold) {
            incidents.mayBeTold(key);
        }
        teller.keepState(key);
        return 0;
    }

    private static Notice noticeOf(Incident incident, String why, Instant at) {
        return new Notice.Resolved(
                Optional.of(incident.key().cluster())
                        .filter(id -> !id.isEmpty())
                        .map(ResourceId::parse),
                incident.key().registry(),
                incident.pods().names().stream().map(PodName::namespace).collect(Collectors.toSet()),
                List.of(incident.key().cause()),
                titleOf(incident.key().cause()),
                why,
                List.copyOf(incident.images()),
                incident.pods().count(),
                incident.openedAt(),
                at,
                incident.report());
    }

    /** A symptom has no title: it is told as it is. */
    private static String titleOf(String cause) {
        return Arrays.stream(Cause.values())
                .filter(it -> it.name().equals(cause))
                .map(Cause::title)
                .findFirst()
                .orElse(cause);
    }
}
