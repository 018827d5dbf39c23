package io.github.pullresponder.diagnosis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Ids of reports, such as {@code 20261122-6f0c…}: the day, which locates the stored report, and 122 random bits, so that no one can
 * guess the id.
 */
public final class ReportIds {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd-", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern FORM = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})-[0-9a-f]{32}");

    private ReportIds() {}

    public static String fresh(Instant now) {
        return DAY.format(now) + UUID.randomUUID().toString().replace("-", "");
    }

    /** The id of a further report about the same work item; it is the same for every attempt. */
    public static String further(String id, String which) {
        var hex = UUID.nameUUIDFromBytes((id + which).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return id.substring(0, id.indexOf('-') + 1) + hex;
    }

    /** Returns true if a text from outside has the form of an id. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** The path of the stored report without its extension: {@code yyyy/MM/dd/<id>}. */
    public static String path(String id) {
        return FORM.matcher(id).replaceFirst("$1/$2/$3/$0");
    }
}
