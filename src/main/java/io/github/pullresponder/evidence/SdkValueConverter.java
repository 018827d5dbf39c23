package io.github.pullresponder.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts values of the SDKs, which use null for missing properties. */
public final class SdkValueConverter {
    private SdkValueConverter() {}

    public static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Parses a time; empty if it is missing or malformed. */
    public static Optional<Instant> instant(@Nullable String time) {
        try {
            return Optional.ofNullable(time).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
