package io.github.pullresponder.incident;

import io.github.pullresponder.pull.PullFailure.PodName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The pods of a failure: the first 50 by name, the others by number and by a hash each, so that a pod that is reported twice
 * counts once.
 *
 * @param names the names of the first pods
 * @param hashes the hashes of the others, up to {@link #MOST_HASHES}
 * @param unnamed the number of pods in addition to {@code names}
 */
public record AffectedPods(List<PodName> names, Set<Integer> hashes, int unnamed) {
    public static final AffectedPods EMPTY = new AffectedPods(List.of(), Set.of(), 0);

    private static final int MOST_NAMES = 50;
    private static final int MOST_HASHES = 3_000;
    private static final int RADIX = 36;

    public AffectedPods {
        names = List.copyOf(names);
        hashes = Set.copyOf(hashes);
    }

    public int count() {
        return names.size() + unnamed;
    }

    /**
     * Adds pods.
     *
     * @param count the number of reported pods; pods without a name in {@code pods} cannot be compared, so their largest number
     *     counts
     */
    public AffectedPods plus(Collection<PodName> pods, int count) {
        var named = new ArrayList<>(names);
        var hashed = new LinkedHashSet<>(hashes);
        var more = unnamed;
        for (var pod : pods) {
            if (named.contains(pod) || hashed.contains(hashOf(pod))) {
                continue;
            }
            if (named.size() < MOST_NAMES) {
                named.add(pod);
            } else {
                more++;
                if (hashed.size() < MOST_HASHES) {
                    hashed.add(hashOf(pod));
                }
            }
        }
        return new AffectedPods(named, hashed, Math.max(more, count - named.size()));
    }

    public AffectedPods plus(AffectedPods others) {
        var merged = plus(others.names, others.count());
        var all = Stream.concat(merged.hashes.stream(), others.hashes.stream())
                .limit(MOST_HASHES)
                .collect(Collectors.toSet());
        return new AffectedPods(merged.names, all, Math.max(merged.unnamed, all.size()));
    }

    /** A hash that, unlike a string's, differs for names that only differ in their last letters, such as names of pods. */
    private static int hashOf(PodName pod) {
        var crc = new CRC32C();
        crc.update(pod.toString().getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    public String writtenNames() {
        return names.stream().map(PodName::toString).collect(Collectors.joining("\n"));
    }

    public String writtenHashes() {
        return hashes.stream().map(hash -> Integer.toString(hash, RADIX)).collect(Collectors.joining(" "));
    }

    public static AffectedPods read(String names, String hashes, int count) {
        var named = names.lines()
                .map(line -> line.split("/", 2))
                .filter(parts -> parts.length == 2)
                .map(parts -> new PodName(parts[0], parts[1]))
                .toList();
        var hashed = hashes.isEmpty()
                ? Set.<Integer>of()
                : Stream.of(hashes.split(" "))
                        .map(text -> Integer.parseInt(text, RADIX))
                        .collect(Collectors.toSet());
        return new AffectedPods(named, hashed, Math.max(0, count - named.size()));
    }
}
