package io.github.pullresponder.text;

import java.util.List;

/** Lists for people, such as {@code a, b and 3 more}. */
public final class ListFormat {
    private static final int SHOWN = 5;

    private ListFormat() {}

    public static String list(List<String> names) {
        return first(SHOWN, names);
    }

    /** Shows at most so many of the names, and how many more there are. */
    public static String first(int most, List<String> names) {
        return first(most, names, names.size());
    }

    /**
     * Shows at most so many of the names, and how many more there are.
     *
     * @param count how many there are, which may be more than have a name
     */
    public static String first(int most, List<String> names, int count) {
        var shown = names.stream().limit(most).toList();
        var more = Math.max(count, names.size()) - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }
}
