package io.github.pullresponder.expiry;

import io.github.pullresponder.resource.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * How far a sweep has come through the clusters and the registries, each in the order of their ids: what is made or removed
 * meanwhile moves nothing else.
 *
 * @param cluster the id of the last one that was swept, in lower case; absent before the first
 * @param registry likewise
 */
record SweepCursor(Optional<String> cluster, Optional<String> registry) {
    static final SweepCursor START = new SweepCursor(Optional.empty(), Optional.empty());

    boolean isStart() {
        return equals(START);
    }

    static String key(ResourceId id) {
        return id.toString().toLowerCase(Locale.ROOT);
    }

    /** Those behind the last one, in order. */
    static <T> List<T> behind(Optional<String> last, List<T> all, Function<T, ResourceId> id) {
        return all.stream()
                .filter(one ->
                        last.map(it -> key(id.apply(one)).compareTo(it) > 0).orElse(true))
                .sorted(Comparator.comparing(one -> key(id.apply(one))))
                .toList();
    }

    /** The last of those that were swept; where nothing was, as before. */
    static <T> Optional<String> after(Optional<String> before, List<T> swept, Function<T, ResourceId> id) {
        return swept.isEmpty() ? before : Optional.of(key(id.apply(swept.get(swept.size() - 1))));
    }
}
