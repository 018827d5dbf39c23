package io.github.pullresponder.text;

import java.util.List;

/** Lists that are told to people: the first few, and how many more there are. */
public final class ListFormat {
    private static final int SHOWN = 5;

    private ListFormat() {}

    public static String list(List<String> names) {
        var shown = String.join(", ", names.stream().limit(SHOWN).toList());
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }
}
