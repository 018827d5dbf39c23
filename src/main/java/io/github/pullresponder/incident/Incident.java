package io.github.pullresponder.incident;

import io.github.pullresponder.delivery.Notice;
import io.github.pullresponder.diagnosis.PullFailure.PodName;
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
 * @param alerts the ids of the alerts that told of it and have not resolved
 * @param pod one of the pods, by which it is looked at again; absent where none is known
 * @param report the id of its newest report
 * @param told what people know of it; absent until they were told
 * @param telling who is about to tell; absent where nobody is
 */
record Incident(
        Key key,
        State state,
        Instant openedAt,
        Instant lastSeen,
        int sightings,
        PodSet pods,
        Set<String> nodePools,
        Set<String> images,
        Set<String> alerts,
        Optional<PodName> pod,
        boolean foreseen,
        String report,
        Optional<Told> told,
        Optional<Telling> telling) {

    /** People hear of more pods or of another node pool at most this often. */
    static final Duration BETWEEN_UPDATES = Duration.ofHours(1);

    /** A card that may not have arrived is followed by another if it goes on for so long. */
    static final Duration UNTIL_TOLD_AGAIN = Duration.ofMinutes(5);

    private static final int MOST_NAMES = 20;

    /**
     * What an incident is about.
     *
     * @param cause the id of a cause, or, where none is known, the symptom
     */
    record Key(String cluster, String registry, String cause) {}

    /** Where it stands. */
    enum State {
        OPEN,
        RESOLVED
    }

    /**
     * What people were told of it, and when.
     *
     * @param confirmed whether the card is known to have arrived
     * @param foreseen whether it had not failed yet when they were told
     */
    record Told(Instant at, int pods, Set<String> nodePools, boolean confirmed, boolean foreseen) {
        Told {
            nodePools = Set.copyOf(nodePools);
        }
    }

    /**
     * A message that is about to tell.
     *
     * @param attempt tells its attempts apart: of one that died it is not known how far it came
     */
    record Telling(String owner, String attempt, Instant since) {}

    Incident {
        nodePools = Set.copyOf(nodePools);
        images = Set.copyOf(images);
        alerts = Set.copyOf(alerts);
    }

    static Incident opened(Key key, Sighting sighting) {
        return new Incident(
                key,
                State.OPEN,
                sighting.at(),
                sighting.at(),
                1,
                sighting.pods(),
                sighting.nodePool().stream().collect(Collectors.toSet()),
                sighting.image().stream().collect(Collectors.toSet()),
                sighting.alert().stream().collect(Collectors.toSet()),
                sighting.pods().names().stream().findFirst(),
                sighting.foreseen(),
                sighting.report().orElse(""),
                Optional.empty(),
                Optional.empty());
    }

    /** The same incident, seen once more; one that was over begins anew. */
    Incident seenAgain(Sighting sighting) {
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
                plus(alerts, sighting.alert()),
                sighting.pods().names().stream().findFirst().or(() -> pod),
                foreseen && sighting.foreseen(),
                sighting.report().orElse(report),
                told,
                telling);
    }

    private static Set<String> plus(Set<String> names, Optional<String> another) {
        return Stream.concat(names.stream(), another.stream())
                .distinct()
                .limit(MOST_NAMES)
                .collect(Collectors.toSet());
    }

    /**
     * Why people are to be told now, if they are.
     *
     * @param coolDown after which something that goes on is told again
     */
    Optional<Notice.Reason> due(Instant now, Duration coolDown) {
        if (state == State.RESOLVED) {
            return Optional.empty();
        }
        if (told.isEmpty() || (told.get().foreseen() && !foreseen)) {
            return Optional.of(Notice.Reason.OPENED);
        }
        var last = told.get();
        if (!last.confirmed() && !last.at().plus(UNTIL_TOLD_AGAIN).isAfter(now)) {
            return Optional.of(Notice.Reason.CONTINUED);
        }
        var hasNews = pods.count() > last.pods() || !last.nodePools().containsAll(nodePools);
        if (hasNews && !last.at().plus(BETWEEN_UPDATES).isAfter(now)) {
            return Optional.of(Notice.Reason.GROWN);
        }
        return !last.at().plus(coolDown).isAfter(now) ? Optional.of(Notice.Reason.CONTINUED) : Optional.empty();
    }

    /** The same, once it is known that these pods tell of it too. */
    Incident joinedBy(PodSet others) {
        return with(pods.plus(others));
    }

    boolean isBeingToldBy(String owner) {
        return telling.filter(it -> it.owner().equals(owner)).isPresent();
    }

    Incident telling(Telling next) {
        return with(state, told, Optional.of(next));
    }

    /** Nobody is about to tell any more, and nobody has. */
    Incident untold() {
        return with(state, told, Optional.empty());
    }

    Incident told(Instant now, boolean confirmed) {
        return with(state, Optional.of(new Told(now, pods.count(), nodePools, confirmed, foreseen)), Optional.empty());
    }

    Incident resolved() {
        return with(State.RESOLVED, told, telling);
    }

    /** One of its alerts is over. */
    Incident withoutAlert(String alert) {
        return new Incident(
                key,
                state,
                openedAt,
                lastSeen,
                sightings,
                pods,
                nodePools,
                images,
                alerts.stream().filter(it -> !it.equals(alert)).collect(Collectors.toSet()),
                pod,
                foreseen,
                report,
                told,
                telling);
    }

    private Incident with(PodSet newPods) {
        return new Incident(
                key, state, openedAt, lastSeen, sightings, newPods, nodePools, images, alerts, pod, foreseen, report,
                told, telling);
    }

    private Incident with(State newState, Optional<Told> newTold, Optional<Telling> newTelling) {
        return new Incident(
                key,
                newState,
                openedAt,
                lastSeen,
                sightings,
                pods,
                nodePools,
                images,
                alerts,
                pod,
                foreseen,
                report,
                newTold,
                newTelling);
    }
}
