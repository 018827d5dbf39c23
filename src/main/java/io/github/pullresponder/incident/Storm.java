package io.github.pullresponder.incident;

import io.github.pullresponder.storage.Fingerprint;
import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.TableKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The new incidents of one cluster, and the storm they make where there are many.
 *
 * @param cluster its id
 * @param recent when each of the incidents of the last hour was opened, by a fingerprint of it; none while there is a storm
 * @param startedAt when the storm began; absent where there is none
 * @param firstAt when the first of its incidents was opened
 * @param lastAt when the last of them was
 * @param cardAt when the last card about it was decided on
 * @param cards how many there were
 * @param notification the key of the last one
 * @param isDelivered whether that one is delivered, wherever it can be
 */
public record Storm(
        String cluster,
        Map<String, Instant> recent,
        Optional<Instant> startedAt,
        Instant firstAt,
        Instant lastAt,
        Optional<Instant> cardAt,
        int cards,
        Optional<String> notification,
        boolean isDelivered) {

    /** So many new incidents within {@link #WINDOW} are each reported by itself. */
    public static final int MOST_ALONE = 20;

    /** A storm is reported at most once in so long, and ends when there was no new incident for so long. */
    static final Duration WINDOW = Duration.ofHours(1);

    /** When the storm had its last incident. */
    public static final String LAST_AT = "lastAt";

    /** Absent where there is no storm. */
    public static final String STARTED_AT = "startedAt";

    public Storm {
        recent = Map.copyOf(recent);
    }

    /** What is to be said of it. */
    enum Card {
        STARTED,
        GROWING,
        ENDED
    }

    static Storm calm(String cluster) {
        return new Storm(
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

    boolean isOver(Instant now) {
        return isOn() && !lastAt.plus(WINDOW).isAfter(now);
    }

    /** Adds an incident; adding it again changes nothing. */
    Storm with(Incident incident, Instant now) {
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
        return new Storm(cluster, Map.of(), Optional.of(now), first, last, Optional.empty(), 0, Optional.empty(), true);
    }

    private static String fingerprint(Incident.Key key) {
        return Fingerprint.of(TableKey.of(key.registry(), key.cause()));
    }

    private Storm changed(Map<String, Instant> newRecent, Optional<Instant> started, Instant first, Instant last) {
        return new Storm(cluster, newRecent, started, first, last, cardAt, cards, notification, isDelivered);
    }

    Optional<Card> due(Instant now) {
        if (!isOn()) {
            return Optional.empty();
        }
        if (cardAt.isEmpty()) {
            return Optional.of(Card.STARTED);
        }
        if (isOver(now)) {
            return Optional.of(Card.ENDED);
        }
        var isLong = !cardAt.get().plus(WINDOW).isAfter(now);
        return isLong && lastAt.isAfter(cardAt.get()) ? Optional.of(Card.GROWING) : Optional.empty();
    }

    /** Decides on a card. */
    Storm announce(Card card, String key, Instant now) {
        return new Storm(
                cluster,
                recent,
                card == Card.ENDED ? Optional.empty() : startedAt,
                firstAt,
                lastAt,
                Optional.of(now),
                cards + 1,
                Optional.of(key),
                false);
    }

    /** Records that a card was delivered, if it is the last one. */
    Storm confirm(String key) {
        return notification.filter(key::equals).isPresent()
                ? new Storm(cluster, recent, startedAt, firstAt, lastAt, cardAt, cards, notification, true)
                : this;
    }

    public Optional<String> pending() {
        return isDelivered ? Optional.empty() : notification;
    }

    /** The key of its next card: the same in every instance. */
    String nextKey() {
        return "storm-%s-%d-%d"
                .formatted(
                        Fingerprint.of(TableKey.of(cluster)),
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

    public static Storm read(Row row) {
        return new Storm(
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
