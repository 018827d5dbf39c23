package io.github.pullresponder.incident;

import io.github.pullresponder.pull.PullFailure.PodName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The life of one cause on one cluster and registry.
 *
 * @param key what it is about; it is in the key of its row
 * @param lastSeen when something last told of it
 * @param sightings how often something told of it
 * @param alerts the alerts that told of it and have not resolved
 * @param pod one of the pods, by which it is looked at again; absent where none is known
 * @param report the id of its newest report
 * @param told the last notification of it; absent until there was one
 * @param telling an instance of an earlier release that is about to notify, or has died doing so; this release writes none
 * @param lastChecked when the follow-up last looked at it; absent until it did
 */
public record Incident(
        Key key,
        State state,
        Instant openedAt,
        Instant lastSeen,
        int sightings,
        PodSet pods,
        Set<String> nodePools,
        Set<String> images,
        AlertSet alerts,
        Optional<PodName> pod,
        boolean foreseen,
        String report,
        Optional<Told> told,
        Optional<Telling> telling,
        Optional<Instant> lastChecked) {

    /** People hear of more pods or of another node pool at most this often. */
    static final Duration BETWEEN_UPDATES = Duration.ofHours(1);

    /** What an earlier release may not have sent is sent again after so long. */
    static final Duration UNTIL_TOLD_AGAIN = Duration.ofMinutes(5);

    private static final int MOST_NAMES = 20;

    /**
     * What an incident is about.
     *
     * @param cause the id of a cause, or, where none is known, the symptom
     */
    public record Key(String cluster, String registry, String cause) {}

    /** Where it stands. */
    public enum State {
        OPEN,
        RESOLVED
    }

    /** Why people are to be notified. */
    enum Reason {
        /** It is new. */
        OPENED,
        /** It was reported before, and concerns more pods or other nodes now. */
        GROWN,
        /** It was reported long ago, and is still open. */
        CONTINUED
    }

    /**
     * The last notification of it.
     *
     * @param at when it was decided on
     * @param confirmed whether it was delivered, wherever it can be
     * @param foreseen whether it had not failed yet then
     * @param notification its key; absent where an earlier release sent it
     * @param channels the ids of the channels that notifications before it have reached
     */
    public record Told(
            Instant at,
            int pods,
            Set<String> nodePools,
            boolean confirmed,
            boolean foreseen,
            Optional<String> notification,
            Set<String> channels) {
        public Told {
            nodePools = Set.copyOf(nodePools);
            channels = Set.copyOf(channels);
        }

        private Told delivered() {
            return new Told(at, pods, nodePools, true, foreseen, notification, channels);
        }
    }

    /**
     * An instance of an earlier release that is about to notify.
     *
     * @param attempt tells its attempts apart: of one that died it is not known how far it came
     */
    public record Telling(String owner, String attempt, Instant since) {}

    public Incident {
        nodePools = Set.copyOf(nodePools);
        images = Set.copyOf(images);
    }

    public static Incident opened(Key key, Occurrence sighting) {
        return new Incident(
                key,
                State.OPEN,
                sighting.at(),
                sighting.at(),
                1,
                sighting.pods(),
                sighting.nodePool().stream().collect(Collectors.toSet()),
                sighting.image().stream().collect(Collectors.toSet()),
                AlertSet.EMPTY.plus(sighting.alert().stream().toList()),
                sighting.pods().names().stream().findFirst(),
                sighting.foreseen(),
                sighting.report().orElse(""),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same incident, seen once more; one that was over begins anew. */
    public Incident seenAgain(Occurrence sighting) {
        if (state == State.RESOLVED) {
            return opened(key, sighting);
        }
        return new Incident(
                key,
                state,
                openedAt,
                sighting.at().isAfter(lastSeen) ? sighting.at() : lastSeen,
                sightings + 1,
                pods.plus(sighting.pods()),
                plus(nodePools, sighting.nodePool()),
                plus(images, sighting.image()),
                alerts.plus(sighting.alert().stream().toList()),
                sighting.pods().names().stream().findFirst().or(() -> pod),
                foreseen && sighting.foreseen(),
                sighting.report().orElse(report),
                told,
                telling,
                lastChecked);
    }

    private static Set<String> plus(Set<String> names, Optional<String> another) {
        return Stream.concat(names.stream(), another.stream())
                .distinct()
                .limit(MOST_NAMES)
                .collect(Collectors.toSet());
    }

    /**
     * Why people are to be notified now, if they are.
     *
     * @param coolDown after which a reminder is sent
     */
    Optional<Reason> due(Instant now, Duration coolDown) {
        if (state == State.RESOLVED
                || telling.filter(it -> isRecent(it.since(), now)).isPresent()) {
            return Optional.empty();
        }
        if (told.isEmpty() || (told.get().foreseen() && !foreseen)) {
            return Optional.of(Reason.OPENED);
        }
        var last = told.get();
        if (!last.confirmed() && last.notification().isEmpty() && !isRecent(last.at(), now)) {
            return Optional.of(Reason.CONTINUED);
        }
        var hasNews = pods.count() > last.pods() || !last.nodePools().containsAll(nodePools);
        if (hasNews && !last.at().plus(BETWEEN_UPDATES).isAfter(now)) {
            return Optional.of(Reason.GROWN);
        }
        return !last.at().plus(coolDown).isAfter(now) ? Optional.of(Reason.CONTINUED) : Optional.empty();
    }

    private static boolean isRecent(Instant at, Instant now) {
        return at.plus(UNTIL_TOLD_AGAIN).isAfter(now);
    }

    /** The key of a notification that is decided on and not yet delivered everywhere. */
    public Optional<String> pending() {
        return told.filter(it -> !it.confirmed()).flatMap(Told::notification);
    }

    /** Whether an earlier release may have sent its card and died before it could record that. */
    public boolean mayHaveBeenTold() {
        return telling.isPresent()
                || told.filter(it -> !it.confirmed() && it.notification().isEmpty())
                        .isPresent();
    }

    /** Since when no one has looked at it. */
    public Instant uncheckedSince() {
        return lastChecked.orElse(openedAt);
    }

    /** The same incident, once it is known that these pods and alerts tell of it too. */
    public Incident joinedBy(PodSet others, AlertSet otherAlerts) {
        return with(state, pods.plus(others), alerts.plus(otherAlerts), told, telling, lastChecked);
    }

    public Incident withAlerts(AlertSet others) {
        return with(state, pods, others, told, telling, lastChecked);
    }

    /** One of its alerts is over. */
    public Incident withoutAlert(String alert) {
        return withAlerts(alerts.without(alert));
    }

    /**
     * The same incident, of which people are to be notified.
     *
     * @param reached the channels that the last notification has reached
     */
    public Incident announced(Instant now, String notification, Set<String> reached) {
        var channels = Stream.concat(told.stream().flatMap(it -> it.channels().stream()), reached.stream())
                .collect(Collectors.toSet());
        return with(
                state,
                pods,
                alerts,
                Optional.of(
                        new Told(now, pods.count(), nodePools, false, foreseen, Optional.of(notification), channels)),
                Optional.empty(),
                lastChecked);
    }

    /** The same incident, if this is its last notification, which is delivered now. */
    public Incident delivered(String notification) {
        return pending().filter(notification::equals).isPresent()
                ? with(state, pods, alerts, told.map(Told::delivered), telling, lastChecked)
                : this;
    }

    /** The same incident, of which nothing is to be sent any more: no one was notified of it, and now it is over. */
    Incident resolvedQuietly() {
        return with(
                State.RESOLVED, pods, alerts, told.filter(it -> pending().isEmpty()), Optional.empty(), lastChecked);
    }

    public Incident resolved() {
        return with(State.RESOLVED, pods, alerts, told, Optional.empty(), lastChecked);
    }

    public Incident checked(Instant now) {
        return with(state, pods, alerts, told, telling, Optional.of(now));
    }

    private Incident with(
            State newState,
            PodSet newPods,
            AlertSet newAlerts,
            Optional<Told> newTold,
            Optional<Telling> newTelling,
            Optional<Instant> newLastChecked) {
        return new Incident(
                key,
                newState,
                openedAt,
                lastSeen,
                sightings,
                newPods,
                nodePools,
                images,
                newAlerts,
                pod,
                foreseen,
                report,
                newTold,
                newTelling,
                newLastChecked);
    }
}
