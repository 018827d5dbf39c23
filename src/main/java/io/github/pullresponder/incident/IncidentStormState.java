package io.github.pullresponder.incident;

import io.github.pullresponder.incident.Incident.IncidentKey;
import io.github.pullresponder.storage.ShortHash;
import io.github.pullresponder.storage.TableKeyEncoder;
import io.github.pullresponder.storage.TableRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The new incidents of one cluster, and the storm if there are many.
 *
 * @param cluster the id of the cluster
 * @param recent the opening times of the incidents of the last hour, by fingerprint; empty during a storm
 * @param startedAt the start of the storm; absent if there is none
 * @param firstAt the opening time of its first incident
 * @param lastAt the opening time of its last incident
 * @param cardAt the time of the decision to send its last card
 * @param cards the number of its cards
 * @param notification the key of its last card
 * @param isDelivered true if the last card was delivered to all channels that accept it
 */
public record IncidentStormState(
        String cluster,
        Map<String, Instant> recent,
        Optional<Instant> startedAt,
        Instant firstAt,
        Instant lastAt,
        Optional<Instant> cardAt,
        int cards,
        Optional<String> notification,
        boolean isDelivered) {

    /** The number of new incidents within {@link #WINDOW} that are reported separately. */
    public static final int MOST_ALONE = 20;

    /** The minimum time between cards of a storm, and the time without a new incident after which it ends. */
    static final Duration WINDOW = Duration.ofHours(1);

    /** The column for the time of the storm's last incident. */
    public static final String LAST_AT = "lastAt";

    /** The column for the start of the storm; absent if there is none. */
    public static final String STARTED_AT = "startedAt";

    public IncidentStormState {
        recent = Map.copyOf(recent);
    }

    /** The kinds of cards about a storm. */
    enum StormCardType {
        STARTED,
        GROWING,
        ENDED
    }

    static IncidentStormState calm(String cluster) {
        return new IncidentStormState(
                cluster,
                Map.of(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                0,
                Optional.empty(),
                true);
    }

    public boolean isOn() {
        return startedAt.isPresent();
    }

    boolean hasEnded(Instant now) {
        return isOn() && !lastAt.plus(WINDOW).isAfter(now);
    }

    /** Adds an incident; adding it again changes nothing. */
    IncidentStormState with(Incident incident, Instant now) {
        var at = incident.lifecycle().openedAt();
        if (isOn()) {
            return at.isAfter(lastAt) ? changed(recent, startedAt, firstAt, at) : this;
        }
        var all = new HashMap<String, Instant>(recent);
        all.put(fingerprint(incident.key()), at);
        all.values().removeIf(opened -> !opened.plus(WINDOW).isAfter(now));
        if (all.size() <= MOST_ALONE) {
            return changed(all, startedAt, firstAt, at.isAfter(lastAt) ? at : lastAt);
        }
        var first = all.values().stream().min(Instant::compareTo).orElse(at);
        var last = all.values().stream().max(Instant::compareTo).orElse(at);
        return new IncidentStormState(
                cluster, Map.of(), Optional.of(now), first, last, Optional.empty(), 0, Optional.empty(), true);
    }

    private static String fingerprint(IncidentKey key) {
        return ShortHash.of(TableKeyEncoder.of(key.registry(), key.cause()));
    }

    private IncidentStormState changed(
            Map<String, Instant> newRecent, Optional<Instant> started, Instant first, Instant last) {
        return new IncidentStormState(
                cluster, newRecent, started, first, last, cardAt, cards, notification, isDelivered);
    }

    Optional<StormCardType> due(Instant now) {
        if (!isOn()) {
            return Optional.empty();
        }
        if (cardAt.isEmpty()) {
            return Optional.of(StormCardType.STARTED);
        }
        if (hasEnded(now)) {
            return Optional.of(StormCardType.ENDED);
        }
        var isLong = !cardAt.get().plus(WINDOW).isAfter(now);
        return isLong && lastAt.isAfter(cardAt.get()) ? Optional.of(StormCardType.GROWING) : Optional.empty();
    }

    /** Sets its next card. */
    IncidentStormState announce(StormCardType card, String key, Instant now) {
        return new IncidentStormState(
                cluster,
                recent,
                card == StormCardType.ENDED ? Optional.empty() : startedAt,
                firstAt,
                lastAt,
                Optional.of(now),
                cards + 1,
                Optional.of(key),
                false);
    }

    /** Records that a card was delivered, if it is the last one. */
    IncidentStormState confirm(String key) {
        return notification.filter(key::equals).isPresent()
                ? new IncidentStormState(cluster, recent, startedAt, firstAt, lastAt, cardAt, cards, notification, true)
                : this;
    }

    public Optional<String> pending() {
        return isDelivered ? Optional.empty() : notification;
    }

    /** The key of its next card, which is the same in all instances. */
    String nextKey() {
        return "storm-%s-%d-%d"
                .formatted(
                        ShortHash.of(TableKeyEncoder.of(cluster)),
                        startedAt.orElse(Instant.EPOCH).toEpochMilli(),
                        cards);
    }

    public Map<String, String> write() {
        var values = new HashMap<String, String>();
        values.put("cluster", cluster);
        values.put(
                "recent",
                new TreeMap<>(recent)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining("\n")));
        startedAt.ifPresent(at -> values.put(STARTED_AT, at.toString()));
        values.put("firstAt", firstAt.toString());
        values.put(LAST_AT, lastAt.toString());
        cardAt.ifPresent(at -> values.put("cardAt", at.toString()));
        values.put("cards", Integer.toString(cards));
        notification.ifPresent(key -> values.put("notification", key));
        values.put("delivered", Boolean.toString(isDelivered));
        return values;
    }

    public static IncidentStormState read(TableRow row) {
        return new IncidentStormState(
                row.value("cluster").orElse(""),
                row.value("recent").stream()
                        .flatMap(String::lines)
                        .map(line -> line.split(" ", 2))
                        .filter(parts -> parts.length == 2)
                        .collect(Collectors.toMap(parts -> parts[0], parts -> Instant.parse(parts[1]))),
                row.value(STARTED_AT).map(Instant::parse),
                row.value("firstAt").map(Instant::parse).orElse(Instant.EPOCH),
                row.value(LAST_AT).map(Instant::parse).orElse(Instant.EPOCH),
                row.value("cardAt").map(Instant::parse),
                row.value("cards").map(Integer::parseInt).orElse(0),
                row.value("notification"),
                row.value("delivered").map(Boolean::parseBoolean).orElse(true));
    }
}
