package io.github.pullresponder.sweep;

import java.util.List;

/** Lists that are told to people: the first few, and how many more there are. */
final class Shortened {
    private static final int SHOWN = 5;

    private Shortened() {}

    static String list(List<String> names) {
        var shown = String.join(", ", names.stream().limit(SHOWN).toList());
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }
}
