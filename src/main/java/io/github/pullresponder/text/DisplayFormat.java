package io.github.pullresponder.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Formats values for readers. */
public final class DisplayFormat {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private DisplayFormat() {}

    public static String day(Instant instant) {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(instant.atOffset(ZoneOffset.UTC));
    }

    public static String list(List<String> names) {
        return String.join(", ", names);
    }

    /** Changes the first letter to a capital. */
    public static String capitalize(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    public static String oneOf(List<String> names) {
        return String.join(" or ", names);
    }

    public static String time(Instant instant) {
        return MINUTE.format(instant);
    }
}
