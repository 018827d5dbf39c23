package io.github.pullresponder.redaction;

import io.github.pullresponder.text.AsciiCharacters;
import java.util.Set;

/** The position of a value in a text, without its quotes. */
record SecretCandidateSpan(int start, int end, boolean isQuoted) {
    /** Placeholders for a missing or already removed value. */
    private static final Set<String> NOTHING =
            Set.of("null", "none", "nil", "true", "false", "<nil>", "<none>", "redacted");

    /** Longer than any word after a colon in prose. */
    private static final int LONGEST_WORD = 18;

    private static final int LONGEST_NUMBER = 5;

    boolean isNothing(CharSequence text) {
        if (end <= start || ("{[".indexOf(text.charAt(start)) >= 0 && !isQuoted)) {
            return true;
        }
        return end - start <= 8 && NOTHING.contains(AsciiCharacters.toLower(text, start, end));
    }

    boolean contains(CharSequence text, char wanted) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Returns true unless it is a word of a sentence, a number, version, address or URL: {@code token: x509: …}, {@code token: 401}. */
    boolean looksLikeSecret(CharSequence text) {
        if (end - start < 4
                || looksLikeTag(text)
                || beginsWith(text, "x509")
                || beginsWith(text, "sha256:")
                || beginsWith(text, "http:")
                || beginsWith(text, "https:")) {
            return false;
        }
        boolean lower = false;
        boolean upperInside = false;
        boolean digit = false;
        boolean symbol = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            lower |= AsciiCharacters.isLower(c);
            upperInside |= i > start && AsciiCharacters.isUpper(c);
            digit |= AsciiCharacters.isDigit(c);
            symbol |= "+/=~!@#$%^&*_".indexOf(c) >= 0;
        }
        return digit || symbol || (upperInside && lower) || end - start >= LONGEST_WORD;
    }

    /** Returns true for a version, a short number or a plain word, like tags. */
    boolean looksLikeTag(CharSequence text) {
        int from = start < end && (text.charAt(start) == 'v' || text.charAt(start) == 'V') ? start + 1 : start;
        int digits = from;
        while (digits < end && AsciiCharacters.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits > from && digits < end && ".:".indexOf(text.charAt(digits)) >= 0) {
            return end - start <= 40;
        }
        if (digits > from && digits - from <= LONGEST_NUMBER) {
            return digits == end || !AsciiCharacters.isLetterOrDigit(text.charAt(digits));
        }
        return false;
    }

    /** Returns true for {@code /var/lib}, {@code 8080:80}, {@code 443}. */
    boolean looksLikePathOrPort(CharSequence text) {
        char first = text.charAt(start);
        boolean numbers = true;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            numbers &= AsciiCharacters.isDigit(c) || ":./-".indexOf(c) >= 0;
        }
        return first == '/' || first == '.' || first == '$' || (numbers && end - start <= 2 * LONGEST_NUMBER + 1);
    }

    private boolean beginsWith(CharSequence text, String word) {
        if (end - start < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (AsciiCharacters.toLower(text.charAt(start + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
