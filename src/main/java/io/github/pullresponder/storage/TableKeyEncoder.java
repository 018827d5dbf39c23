package io.github.pullresponder.storage;

import java.util.Locale;

/**
 * Encodes names from Azure as parts of a table's keys, which must not contain {@code / \ # ?} or control characters ("Understanding the
 * Table service data model"). They are in lower case, because Azure compares its ids ignoring case.
 */
public final class TableKeyEncoder {
    private static final int LONGEST = 400;

    private TableKeyEncoder() {}

    public static String of(String... parts) {
        var key = new StringBuilder();
        String.join(":", parts).toLowerCase(Locale.ROOT).codePoints().forEach(c -> append(c, key));
        return key.length() <= LONGEST ? key.toString() : shorten(key.toString());
    }

    private static void append(int c, StringBuilder key) {
        if (c == '/') {
            key.append('|');
        } else if (c < 0x20 || c > 0x7e || "\\#?%|'".indexOf(c) >= 0) {
            key.append('~').append(Integer.toHexString(c)).append('~');
        } else {
            key.appendCodePoint(c);
        }
    }

    /** Shortens a long key to its beginning and a fingerprint of the whole. */
    private static String shorten(String key) {
        return key.substring(0, LONGEST - 40) + ":" + ShortHash.of(key);
    }
}
