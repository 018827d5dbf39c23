package io.github.pullresponder.pullerror;

import io.github.pullresponder.text.AsciiCharacters;

/**
 * A phrase to find, in lower case; the case of the message does not matter.
 *
 * @param place the position that the phrase must have for its meaning
 */
record PullErrorPhrase(String text, PhrasePosition place, PhraseMeaning meaning) {

    /** The required position of a phrase. */
    enum PhrasePosition {
        /** Anywhere, even within a word. */
        ANYWHERE,
        /** At word boundaries, and not in a path or image name. */
        WORD,
        /** At the start of a part of an error chain. */
        OPENING,
        /** Alone between the colons of an error chain. */
        SEGMENT
    }

    boolean standsRight(CharSequence message, int start, int end) {
        return switch (place) {
            case ANYWHERE -> true;
            case WORD -> startsWord(message, start) && endsWord(message, end);
            case OPENING -> startsSegment(message, start);
            case SEGMENT -> startsSegment(message, start) && endsSegment(message, end);
        };
    }

    private static boolean startsWord(CharSequence message, int start) {
        if (start == 0 || !AsciiCharacters.isLetterOrDigit(message.charAt(start))) {
            return true;
        }
        char before = message.charAt(start - 1);
        return !AsciiCharacters.isLetterOrDigit(before) && "_-/.".indexOf(before) < 0;
    }

    private static boolean endsWord(CharSequence message, int end) {
        return end == message.length()
                || !AsciiCharacters.isLetterOrDigit(message.charAt(end - 1))
                || !AsciiCharacters.isLetterOrDigit(message.charAt(end));
    }

    private static boolean startsSegment(CharSequence message, int start) {
        if (start == 0) {
            return true;
        }
        char before = message.charAt(start - 1);
        if (before == '\n' || before == '[' || before == '(' || before == '"') {
            return true;
        }
        return before == ' ' && (start == 1 || ":,=".indexOf(message.charAt(start - 2)) >= 0);
    }

    private static boolean endsSegment(CharSequence message, int end) {
        return end == message.length() || ":,;.])\n\r\"\\".indexOf(message.charAt(end)) >= 0;
    }
}
