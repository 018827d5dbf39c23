package io.github.pullresponder.incident;

import io.github.pullresponder.incident.Incident.AffectedResources;
import io.github.pullresponder.incident.Incident.IncidentKey;
import io.github.pullresponder.incident.Incident.IncidentState;
import io.github.pullresponder.incident.Incident.IncidentTimeline;
import io.github.pullresponder.incident.Incident.LegacyNotificationSender;
import io.github.pullresponder.incident.Incident.NotificationRecord;
import io.github.pullresponder.incident.Incident.Notifications;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.storage.TableKeyEncoder;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.TableRowKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An incident as a row of the table: one column for each property, so that a person can read it. */
public final class IncidentRowMapper {
    /** Maximum length in characters. The service allows 32 Ki ("Understanding the Table service data model"). */
    private static final int LONGEST = 30_000;

    static final String PREFIX = "incident:";

    /** The optional columns. */
    private static final Set<String> OPTIONAL = Set.of(
            "pod",
            "toldAt",
            "toldPods",
            "toldNodePools",
            "toldConfirmed",
            "toldForeseen",
            "toldNotification",
            "toldChannels",
            "alertHashes",
            "moreAlerts",
            "lastChecked",
            "tellingBy",
            "tellingAttempt",
            "tellingSince");

    private IncidentRowMapper() {}

    static String partition(IncidentKey key) {
        return TableKeyEncoder.of(key.cluster());
    }

    static String key(IncidentKey key) {
        return PREFIX + TableKeyEncoder.of(key.registry(), key.cause());
    }

    static Map<String, String> write(Incident incident) {
        var values = new HashMap<String, String>();
        values.put("cluster", incident.key().cluster());
        values.put("registry", incident.key().registry());
        values.put("cause", incident.key().cause());
        values.put("report", incident.report());
        writeLifecycle(values, incident.lifecycle());
        writeScope(values, incident.scope());
        writeAlerts(values, incident.alerts());
        writeNotifications(values, incident.notifications());
        return TableRowKind.INCIDENT.withVersion(values);
    }

    private static void writeLifecycle(Map<String, String> values, IncidentTimeline lifecycle) {
        values.put("state", lifecycle.state().name());
        values.put("openedAt", lifecycle.openedAt().toString());
        values.put("lastSeen", lifecycle.lastSeen().toString());
        values.put("sightings", Integer.toString(lifecycle.occurrences()));
        values.put("foreseen", Boolean.toString(lifecycle.isPredicted()));
        lifecycle.lastChecked().ifPresent(at -> values.put("lastChecked", at.toString()));
    }

    private static void writeScope(Map<String, String> values, AffectedResources scope) {
        values.put("pods", scope.pods().writtenNames());
        values.put("podHashes", scope.pods().writtenHashes());
        values.put("podCount", Integer.toString(scope.pods().count()));
        values.put("nodePools", lines(scope.nodePools()));
        values.put("images", lines(scope.images()));
        scope.pod().ifPresent(pod -> values.put("pod", pod.toString()));
    }

    private static void writeNotifications(Map<String, String> values, Notifications notifications) {
        notifications.last().ifPresent(last -> {
            values.put("toldAt", last.at().toString());
            values.put("toldPods", Integer.toString(last.pods()));
            values.put("toldNodePools", lines(last.nodePools()));
            values.put("toldConfirmed", Boolean.toString(last.isConfirmed()));
            values.put("toldForeseen", Boolean.toString(last.isPredicted()));
            last.key().ifPresent(key -> values.put("toldNotification", key));
            if (!last.channels().isEmpty()) {
                values.put("toldChannels", lines(last.channels()));
            }
        });
        notifications.sender().ifPresent(sender -> {
            values.put("tellingBy", sender.owner());
            values.put("tellingAttempt", sender.attempt());
            values.put("tellingSince", sender.since().toString());
        });
    }

    private static void writeAlerts(Map<String, String> values, IncidentAlertIds alerts) {
        values.put("alerts", alerts.writtenNames());
        if (!alerts.hashes().isEmpty()) {
            values.put("alertHashes", alerts.writtenHashes());
        }
        if (alerts.hasMore()) {
            values.put("moreAlerts", "true");
        }
    }

    public static TableRow fresh(Incident incident) {
        return TableRowKind.INCIDENT.fresh(partition(incident.key()), key(incident.key()), write(incident));
    }

    /** The row with the current state of the incident; columns that another release added remain. */
    static TableRow update(TableRow row, Incident incident) {
        return row.without(OPTIONAL).with(write(incident));
    }

    public static Incident read(TableRow row) {
        return new Incident(
                new IncidentKey(text(row, "cluster"), text(row, "registry"), text(row, "cause")),
                lifecycleIn(row),
                scopeIn(row),
                IncidentAlertIds.read(text(row, "alerts"), text(row, "alertHashes"), text(row, "moreAlerts")),
                text(row, "report"),
                new Notifications(
                        row.value("toldAt").map(at -> notificationIn(row, Instant.parse(at))),
                        row.value("tellingBy")
                                .map(owner -> new LegacyNotificationSender(
                                        owner,
                                        text(row, "tellingAttempt"),
                                        Instant.parse(text(row, "tellingSince"))))));
    }

    private static IncidentTimeline lifecycleIn(TableRow row) {
        return new IncidentTimeline(
                IncidentState.valueOf(text(row, "state")),
                Instant.parse(text(row, "openedAt")),
                Instant.parse(text(row, "lastSeen")),
                Integer.parseInt(text(row, "sightings")),
                Boolean.parseBoolean(text(row, "foreseen")),
                row.value("lastChecked").map(Instant::parse));
    }

    private static AffectedResources scopeIn(TableRow row) {
        return new AffectedResources(
                AffectedPods.read(text(row, "pods"), text(row, "podHashes"), Integer.parseInt(text(row, "podCount"))),
                names(row, "nodePools"),
                names(row, "images"),
                row.value("pod").map(pod -> pod.split("/", 2)).map(pod -> new PodName(pod[0], pod[1])));
    }

    private static NotificationRecord notificationIn(TableRow row, Instant at) {
        return new NotificationRecord(
                at,
                Integer.parseInt(text(row, "toldPods")),
                names(row, "toldNodePools"),
                Boolean.parseBoolean(text(row, "toldConfirmed")),
                Boolean.parseBoolean(text(row, "toldForeseen")),
                row.value("toldNotification"),
                names(row, "toldChannels"));
    }

    private static String text(TableRow row, String name) {
        return row.value(name).orElse("");
    }

    private static Set<String> names(TableRow row, String name) {
        return Optional.of(text(row, name)).stream()
                .flatMap(text -> Stream.of(text.split("\n")))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The names on one line each, as many as fit into a value: an image can have 2,000 characters. */
    private static String lines(Set<String> names) {
        var lines = new StringBuilder();
        names.stream()
                .sorted()
                .filter(name -> lines.length() + name.length() < LONGEST)
                .forEach(name -> lines.append(lines.isEmpty() ? "" : "\n").append(name));
        return lines.toString();
    }
}
