package io.github.pullresponder.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of the SDKs, which leave out what an answer does not have. */
public final class SdkValues {
    private SdkValues() {}

    public static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Reads a time; empty where it is left out or malformed. */
    public static Optional<Instant> instant(@Nullable String time) {
        try {
            return Optional.ofNullable(time).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
