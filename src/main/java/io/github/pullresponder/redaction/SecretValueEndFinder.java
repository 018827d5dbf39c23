package io.github.pullresponder.redaction;

import io.github.pullresponder.text.AsciiCharacters;

/** Finds the end of a value: its closing quote, or the character that ends a value without quotes. */
final class SecretValueEndFinder {
    /** The maximum distance to the next assignment, which shows that a comma is not part of the value. */
    private static final int LONGEST_KEY = 40;

    private final TextWithoutEscapes text;
    private final SecretCandidateSpan[] unquoted = {
        new SecretCandidateSpan(0, -1, false), new SecretCandidateSpan(0, -1, false)
    };

    SecretValueEndFinder(TextWithoutEscapes text) {
        this.text = text;
    }

    /**
     * Reads the value at a position.
     *
     * @param encoded true if its assignment is percent-encoded: then encoded characters may end it, otherwise they are part of it
     */
    SecretCandidateSpan at(int start, boolean encoded) {
        if (start < text.length() && isQuote(start)) {
            return findQuoted(start);
        }
        // The end does not depend on the start, so nothing is read twice.
        var last = unquoted[encoded ? 1 : 0];
        boolean known = start >= last.start() && start <= last.end();
        int end = known ? last.end() : start;
        while (!known && end < text.length() && !endsHere(end, encoded)) {
            end++;
        }
        var value = new SecretCandidateSpan(start, end, false);
        unquoted[encoded ? 1 : 0] = value;
        return value;
    }

    /** Reads a quoted value. A quote without an end is in a text that was cut: all of the rest is the value. */
    private SecretCandidateSpan findQuoted(int quote) {
        int end = quote + 1;
        while (end < text.length() && !closes(end, quote)) {
            end++;
        }
        return new SecretCandidateSpan(quote + 1, end, true);
    }

    /** Deeper quotes are part of the value. */
    private boolean closes(int index, int quote) {
        return text.charAt(index) == text.charAt(quote)
                && text.depth(index) <= text.depth(quote)
                && (!text.isPercentEncoded(index) || text.isPercentEncoded(quote));
    }

    private boolean endsHere(int index, boolean encoded) {
        if (text.isPercentEncoded(index) && !encoded) {
            return false;
        }
        char c = text.charAt(index);
        if (c <= ' ' || c == '"' || c == '<' || c == 0x7f) {
            return true;
        }
        return switch (c) {
            case '\'', '`' -> index + 1 == text.length() || !AsciiCharacters.isLetterOrDigit(text.charAt(index + 1));
            case '&' -> keyFollows(index + 1);
            case ',', ';' -> closesText(index + 1) || keyFollows(index + 1);
            case ')', ']', '}', '>' -> closesText(index + 1);
            // Messages continue after a value with a colon and a space.
            case ':' -> index + 1 == text.length() || text.charAt(index + 1) <= ' ';
            default -> false;
        };
    }

    /** Returns true if only punctuation follows, or a space. */
    private boolean closesText(int index) {
        return index == text.length() || text.charAt(index) <= ' ' || "\"'`,;.:)]}>\\".indexOf(text.charAt(index)) >= 0;
    }

    private boolean keyFollows(int index) {
        int next = index;
        if (next < text.length() && isQuote(next)) {
            return true;
        }
        while (next < text.length()
                && next - index < LONGEST_KEY
                && KeyValueSecrets.isWordCharacter(text.charAt(next))) {
            next++;
        }
        return next == text.length() || (next > index && "=:".indexOf(text.charAt(next)) >= 0);
    }

    private boolean isQuote(int index) {
        char c = text.charAt(index);
        return c == '"' || c == '\'' || c == '`';
    }
}
