package io.github.pullresponder.expiry;

import io.github.pullresponder.resource.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The position of a sweep in the clusters and the registries, each in the order of their ids, so that created or removed resources do
 * not shift others.
 *
 * @param cluster the id of the last swept cluster, in lower case; absent before the first
 * @param registry the id of the last swept registry, in the same form
 */
record SweepCursor(Optional<String> cluster, Optional<String> registry) {
    static final SweepCursor START = new SweepCursor(Optional.empty(), Optional.empty());

    boolean isStart() {
        return equals(START);
    }

    static String key(ResourceId id) {
        return id.toString().toLowerCase(Locale.ROOT);
    }

    /** The items after the last one, in order. */
    static <T> List<T> behind(Optional<String> last, List<T> all, Function<T, ResourceId> id) {
        return all.stream()
                .filter(one -> last.map(swept -> key(id.apply(one)).compareTo(swept) > 0)
                        .orElse(true))
                .sorted(Comparator.comparing(one -> key(id.apply(one))))
                .toList();
    }

    /** The position after the swept items; unchanged if there are none. */
    static <T> Optional<String> after(Optional<String> before, List<T> swept, Function<T, ResourceId> id) {
        return swept.isEmpty() ? before : Optional.of(key(id.apply(swept.get(swept.size() - 1))));
    }
}
