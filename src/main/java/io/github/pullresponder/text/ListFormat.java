package io.github.pullresponder.text;

import java.util.List;

/** Formats lists for readers, such as {@code a, b and 3 more}. */
public final class ListFormat {
    private static final int SHOWN = 5;

    private ListFormat() {}

    public static String list(List<String> names) {
        return first(SHOWN, names);
    }

    /** Formats at most this many names and the number of the others. */
    public static String first(int most, List<String> names) {
        return first(most, names, names.size());
    }

    /**
     * Formats at most this many names and the number of the others.
     *
     * @param count the total, which may be more than the number of names
     */
    public static String first(int most, List<String> names, int count) {
        var shown = names.stream().limit(most).toList();
        var more = Math.max(count, names.size()) - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }
}
