package io.github.pullresponder.redaction;

import io.github.pullresponder.text.AsciiCharacters;
import java.util.List;

/** Finds tokens by their form, whatever the text around them. */
final class SecretTokenDetector {
    private static final int SHORTEST = 20;

    /** A JSON object in Base64, also with a line break or a space after its brace, and PEM in Base64. */
    private static final List<String> ENCODED = List.of("eyJ", "ewog", "ewoJ", "ewog", "eyAi", "LS0tLS1CRUdJTi");

    /** Documented prefixes of GitHub, GitLab, Docker Hub, npm, Slack, AWS and Google tokens. */
    private static final List<String> PREFIXES = List.of(
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "github_pat_",
            "glpat-",
            "dckr_pat_",
            "dckr_oat_",
            "npm_",
            "xoxb-",
            "xoxp-",
            "xoxa-",
            "AKIA",
            "ASIA",
            "AIza",
            "ya29.");

    /**
     * Marks in keys that Azure generates: of Entra ID, Container Registry, Storage, Cosmos DB, Service Bus, Event Hubs, IoT,
     * Batch, Functions, Cache, Search, and of newer services ("Identifiable secrets").
     */
    private static final List<String> MARKS = List.of(
            "7Q~", "8Q~", "9Q~", "+ACR", "+ASt", "+AEh", "+ASb", "+AIoT", "+ARm", "+ABa", "ACDb", "AzFu", "AzCa",
            "AzSe", "JQQJ9");

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";

    private final TextWithoutEscapes text;
    private final SecretSpans secrets;

    private SecretTokenDetector(TextWithoutEscapes text, SecretSpans secrets) {
        this.text = text;
        this.secrets = secrets;
    }

    static void mark(TextWithoutEscapes text, SecretSpans secrets) {
        var forms = new SecretTokenDetector(text, secrets);
        forms.markRuns();
        forms.markPem();
    }

    private void markRuns() {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isKeyCharacter(text.charAt(i))) {
                if (i - start >= SHORTEST) {
                    markMarkedKeys(start, i);
                    markPrefixedTokens(start, i);
                }
                start = i + 1;
            }
        }
    }

    private void markMarkedKeys(int start, int end) {
        for (int i = start; i < end; i++) {
            if ("+789AJ".indexOf(text.charAt(i)) >= 0 && isOneOf(MARKS, i, end) && i - start + 6 >= 9) {
                int from = startOfKey(start, i);
                if (end - from >= SHORTEST + SHORTEST / 2 && isMixed(from, end)) {
                    secrets.redact(from, end);
                }
                return;
            }
        }
    }

    /** Returns the start: keys of Entra ID begin three characters before their mark; the others may contain slashes. */
    private int startOfKey(int start, int mark) {
        return text.charAt(mark + 1) == 'Q' && mark - 3 >= start ? mark - 3 : start;
    }

    /** Names have only one case. */
    private boolean isMixed(int start, int end) {
        boolean upper = false;
        boolean lower = false;
        boolean digit = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            upper |= AsciiCharacters.isUpper(c);
            lower |= AsciiCharacters.isLower(c);
            digit |= AsciiCharacters.isDigit(c);
        }
        return upper && lower && digit;
    }

    private void markPrefixedTokens(int start, int end) {
        int position = start;
        while (position < end) {
            int tokenEnd = position;
            boolean begins = position == start || !isTokenCharacter(text.charAt(position - 1));
            if (opensToken(position, end, begins)) {
                tokenEnd = endOfToken(position, end);
            }
            if (tokenEnd - position >= SHORTEST) {
                secrets.redact(position, tokenEnd);
            }
            position = Math.max(position + 1, tokenEnd);
        }
    }

    /** Finds a JSON Web Token anywhere in a word; the other forms could be part of a name there. */
    private boolean opensToken(int position, int end, boolean begins) {
        if (startsWith("eyJ", position, end)) {
            return true;
        }
        return (begins && isOneOf(ENCODED, position, end))
                || ((begins || !AsciiCharacters.isLetterOrDigit(text.charAt(position - 1)))
                        && isOneOf(PREFIXES, position, end));
    }

    /** Includes padding, and slashes, which Base64 has but a JSON Web Token does not. */
    private int endOfToken(int start, int end) {
        int tokenEnd = start;
        while (tokenEnd < end && isTokenCharacter(text.charAt(tokenEnd))) {
            tokenEnd++;
        }
        while (tokenEnd < end && text.charAt(tokenEnd) == '=') {
            tokenEnd++;
        }
        return tokenEnd;
    }

    private void markPem() {
        int start = indexOf(BEGIN, 0);
        while (start >= 0) {
            int end = indexOf(END, start);
            int stop = end < 0 ? text.length() : afterLabel(end + END.length());
            secrets.redact(start, stop);
            start = indexOf(BEGIN, stop);
        }
    }

    private int afterLabel(int start) {
        int end = start;
        while (end < text.length() && (AsciiCharacters.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == ' ')) {
            end++;
        }
        while (end < text.length() && text.charAt(end) == '-') {
            end++;
        }
        return end;
    }

    private int indexOf(String word, int from) {
        for (int i = from; i + word.length() <= text.length(); i++) {
            if (startsWith(word, i, text.length())) {
                return i;
            }
        }
        return -1;
    }

    private boolean isOneOf(List<String> words, int position, int end) {
        for (String word : words) {
            if (startsWith(word, position, end)) {
                return true;
            }
        }
        return false;
    }

    private boolean startsWith(String word, int position, int end) {
        if (position + word.length() > end) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text.charAt(position + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTokenCharacter(char c) {
        return AsciiCharacters.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '+';
    }

    private static boolean isKeyCharacter(char c) {
        return isTokenCharacter(c) || c == '~' || c == '/' || c == '=';
    }
}
