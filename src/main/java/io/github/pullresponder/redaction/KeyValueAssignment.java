package io.github.pullresponder.redaction;

import io.github.pullresponder.text.AsciiCharacters;
import org.jspecify.annotations.Nullable;

/**
 * The assignment of a value to a word, and its syntax: {@code =}, {@code :}, {@code :=}, {@code =>}, as an element of XML,
 * or as the value next to the name of an environment variable.
 *
 * @param valueStart the start of the value, with its quote
 * @param isSure true if its syntax does not occur in prose
 * @param isKeyQuoted true if there is a quote between the word and the sign
 * @param isPercentEncoded true if the sign is percent-encoded
 * @param isTag true if the word ends a repository, and the value is its tag
 */
record KeyValueAssignment(
        int valueStart, boolean isSure, boolean isKeyQuoted, boolean isPercentEncoded, boolean isTag) {
    private static final int MOST_BLANKS = 16;
    private static final int MOST_BETWEEN_NAME_AND_VALUE = 64;
    private static final String BLANKS = " \t";

    static @Nullable KeyValueAssignment after(TextWithoutEscapes text, int keyStart, int keyEnd) {
        int next = keyEnd;
        boolean quoted = next < text.length() && isQuote(text.charAt(next));
        if (quoted) {
            next++;
        }
        int afterKey = next;
        next = skip(text, next, BLANKS, MOST_BLANKS);
        if (next == text.length()) {
            return null;
        }
        char sign = text.charAt(next);
        if (sign == '>' && keyStart > 0 && text.charAt(keyStart - 1) == '<') {
            return new KeyValueAssignment(next + 1, true, false, text.isPercentEncoded(next), false);
        }
        if (sign != '=' && sign != ':') {
            return afterName(text, afterKey);
        }
        int second = next + 1;
        boolean twoSigns = second < text.length()
                && ((sign == ':' && text.charAt(second) == '=')
                        || (sign == '=' && ">=".indexOf(text.charAt(second)) >= 0));
        int valueStart = skip(text, twoSigns ? second + 1 : second, BLANKS, MOST_BLANKS);
        if (sign == ':' && startsPath(text, second)) {
            return null;
        }
        boolean direct = next == keyEnd && valueStart == second;
        boolean repository = keyStart > 0 && text.charAt(keyStart - 1) == '/';
        return new KeyValueAssignment(
                valueStart,
                sign == '=' || twoSigns,
                quoted,
                text.isPercentEncoded(next),
                sign == ':' && direct && repository);
    }

    /** {@code token://host}: a scheme. */
    private static boolean startsPath(TextWithoutEscapes text, int position) {
        return position + 1 < text.length() && text.charAt(position) == '/' && text.charAt(position + 1) == '/';
    }

    /** Matches {@code {"name": "PASSWORD", "value": "…"}} and its YAML. */
    private static @Nullable KeyValueAssignment afterName(TextWithoutEscapes text, int afterKey) {
        int next = skip(text, afterKey, " \t\r\n,\"'", MOST_BETWEEN_NAME_AND_VALUE);
        int end = next;
        while (end < text.length() && end - next < 8 && AsciiCharacters.isLetter(text.charAt(end))) {
            end++;
        }
        if (next == afterKey || !AsciiCharacters.toLower(text, next, end).equals("value")) {
            return null;
        }
        int sign = skip(text, end, " \t\"'", MOST_BLANKS);
        if (sign >= text.length() || "=:".indexOf(text.charAt(sign)) < 0) {
            return null;
        }
        int valueStart = skip(text, sign + 1, BLANKS, MOST_BLANKS);
        return new KeyValueAssignment(valueStart, true, true, text.isPercentEncoded(sign), false);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private static int skip(TextWithoutEscapes text, int from, String skipped, int most) {
        int next = from;
        while (next < text.length() && next - from < most && skipped.indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next;
    }
}
