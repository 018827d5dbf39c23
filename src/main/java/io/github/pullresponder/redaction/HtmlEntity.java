package io.github.pullresponder.redaction;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTML entity for one of the characters around values. */
record HtmlEntity(char character, int end) {
    private static final Map<String, Character> NAMES = Map.of(
            "quot", '"', "apos", '\'', "amp", '&', "lt", '<', "gt", '>', "#34", '"', "#39", '\'', "#x22", '"', "#x27",
            '\'', "#38", '&');
    private static final int LONGEST = 6;

    /** Returns the entity at an ampersand; null if there is none. */
    static @Nullable HtmlEntity at(String text, int ampersand) {
        int end = ampersand + 1;
        while (end < text.length() && end - ampersand <= LONGEST && text.charAt(end) != ';') {
            end++;
        }
        if (end == text.length() || text.charAt(end) != ';') {
            return null;
        }
        Character character = NAMES.get(text.substring(ampersand + 1, end));
        return character == null ? null : new HtmlEntity(character, end + 1);
    }
}
