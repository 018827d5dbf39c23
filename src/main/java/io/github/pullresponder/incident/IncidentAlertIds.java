package io.github.pullresponder.incident;

import io.github.pullresponder.storage.ShortHash;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The alerts that fire: the first 20 by id, the others by a hash each. If there are more than that, the set is never empty again,
 * because it is unknown which of them were resolved.
 *
 * @param names the ids of the first alerts
 * @param hashes the hashes of the others, up to {@link #MOST_HASHES}
 * @param hasMore true if there were more
 */
public record IncidentAlertIds(Set<String> names, Set<String> hashes, boolean hasMore) {
    public static final IncidentAlertIds EMPTY = new IncidentAlertIds(Set.of(), Set.of(), false);

    public static final int MOST_NAMES = 20;

    /** The maximum length of a name, so that all names together stay below 32 Ki; a longer one is stored as a hash. */
    private static final int LONGEST_NAME = 1_000;

    /** The maximum number of hashes: with a space each, they stay below the 32 Ki characters of a property. */
    public static final int MOST_HASHES = 1_500;

    private static final int LENGTH_OF_HASH = 16;

    public IncidentAlertIds {
        names = Set.copyOf(names);
        hashes = Set.copyOf(hashes);
    }

    public boolean isEmpty() {
        return names.isEmpty() && hashes.isEmpty() && !hasMore;
    }

    public boolean contains(String alert) {
        return names.contains(alert) || hashes.contains(hashOf(alert));
    }

    public IncidentAlertIds plus(Collection<String> alerts) {
        var set = this;
        for (var alert : alerts) {
            set = set.plus(alert);
        }
        return set;
    }

    private IncidentAlertIds plus(String alert) {
        if (contains(alert)) {
            return this;
        }
        return names.size() < MOST_NAMES && isOneLine(alert)
                ? new IncidentAlertIds(plus(names, alert), hashes, hasMore)
                : plusHash(hashOf(alert));
    }

    /** Returns true if a name fits on one line, because names are stored one per line. */
    private static boolean isOneLine(String alert) {
        return alert.length() <= LONGEST_NAME && alert.chars().noneMatch(Character::isISOControl);
    }

    private IncidentAlertIds plusHash(String hash) {
        if (hashes.contains(hash)
                || names.stream().anyMatch(name -> hashOf(name).equals(hash))) {
            return this;
        }
        return hashes.size() < MOST_HASHES
                ? new IncidentAlertIds(names, plus(hashes, hash), hasMore)
                : new IncidentAlertIds(names, hashes, true);
    }

    public IncidentAlertIds plus(IncidentAlertIds others) {
        var set = plus(new TreeSet<>(others.names));
        for (var hash : others.hashes) {
            set = set.plusHash(hash);
        }
        return others.hasMore && !set.hasMore ? new IncidentAlertIds(set.names, set.hashes, true) : set;
    }

    public IncidentAlertIds without(String alert) {
        return contains(alert)
                ? new IncidentAlertIds(minus(names, alert), minus(hashes, hashOf(alert)), hasMore)
                : this;
    }

    /** Removes the alerts of {@code before} that are no longer in {@code now}. */
    public IncidentAlertIds withoutEndedSince(IncidentAlertIds before, IncidentAlertIds now) {
        var ended = Stream.concat(before.names.stream().map(IncidentAlertIds::hashOf), before.hashes.stream())
                .collect(Collectors.toSet());
        now.names.forEach(name -> ended.remove(hashOf(name)));
        ended.removeAll(now.hashes);
        return new IncidentAlertIds(
                names.stream().filter(name -> !ended.contains(hashOf(name))).collect(Collectors.toSet()),
                hashes.stream().filter(hash -> !ended.contains(hash)).collect(Collectors.toSet()),
                hasMore);
    }

    private static String hashOf(String alert) {
        return ShortHash.of(alert).substring(0, LENGTH_OF_HASH);
    }

    private static Set<String> plus(Set<String> texts, String text) {
        return Stream.concat(texts.stream(), Stream.of(text)).collect(Collectors.toSet());
    }

    private static Set<String> minus(Set<String> texts, String text) {
        return texts.stream().filter(other -> !other.equals(text)).collect(Collectors.toSet());
    }

    public String writtenNames() {
        return names.stream().sorted().collect(Collectors.joining("\n"));
    }

    public String writtenHashes() {
        return hashes.stream().sorted().collect(Collectors.joining(" "));
    }

    public static IncidentAlertIds read(String names, String hashes, String hasMore) {
        return new IncidentAlertIds(
                names.lines().filter(line -> !line.isEmpty()).collect(Collectors.toSet()),
                Stream.of(hashes.split(" ", -1)).filter(hash -> !hash.isEmpty()).collect(Collectors.toSet()),
                Boolean.parseBoolean(hasMore));
    }
}
