package io.github.pullresponder.redaction;

import io.github.pullresponder.text.AsciiCharacters;
import java.util.Set;

/** Finds values after a word for a secret: {@code password=…}, {@code "token": "…"}, {@code --docker-password …}, {@code Bearer …}. */
final class KeyValueSecrets {
    private static final Set<String> SCHEMES =
            Set.of("bearer", "basic", "digest", "negotiate", "ntlm", "token", "sharedkey", "sharedkeylite", "apikey");

    /** The maximum white space between a key and its value. */
    private static final int MOST_BLANKS = 64;

    /** The maximum distance to search back, so that the time stays linear. */
    private static final int LONGEST_ADDRESS = 512;

    private static final int SHORTEST_CREDENTIAL = 8;
    private static final String FLAG_PASSWORD = "-p";
    private static final Set<String> FLAGS_USER = Set.of("-u", "--user");

    private final TextWithoutEscapes text;
    private final SecretSpans secrets;
    private final SecretValueEndFinder values;

    private KeyValueSecrets(TextWithoutEscapes text, SecretSpans secrets) {
        this.text = text;
        this.secrets = secrets;
        this.values = new SecretValueEndFinder(text);
    }

    static void mark(TextWithoutEscapes text, SecretSpans secrets) {
        new KeyValueSecrets(text, secrets).mark();
    }

    private void mark() {
        int position = 0;
        while (position < text.length()) {
            if (!isWordCharacter(text.charAt(position))) {
                position++;
                continue;
            }
            int end = position;
            while (end < text.length() && isWordCharacter(text.charAt(end))) {
                end++;
            }
            position = Math.max(end, markAfter(position, end));
        }
    }

    /** Returns the position to continue from, or 0. */
    private int markAfter(int start, int end) {
        if (isScheme(start, end, "bearer") || isScheme(start, end, "basic")) {
            return credential(end);
        }
        boolean flag = text.charAt(start) == '-';
        if (flag && isOne(start, end, FLAG_PASSWORD)) {
            return flagValue(start, end, ShortFlag.PASSWORD);
        }
        if (flag && FLAGS_USER.contains(text.subSequence(start, end).toString())) {
            return flagValue(start, end, ShortFlag.USER);
        }
        boolean queryCode = start > 0 && "?&".indexOf(text.charAt(start - 1)) >= 0 && isOne(start, end, "code");
        var key = queryCode ? SecretKeywordCertainty.SURE : SecretKeywordCertainty.of(text, start, end);
        return switch (key) {
            case NONE -> 0;
            case HEADER -> header(end);
            case SURE, IN_PROSE_TOO -> value(key, flag, start, end);
        };
    }

    private int value(SecretKeywordCertainty key, boolean flag, int start, int end) {
        if (key == SecretKeywordCertainty.IN_PROSE_TOO && isEndOfAddress(start)) {
            return 0;
        }
        var assignment = KeyValueAssignment.after(text, start, end);
        if (assignment == null) {
            return flag ? flagValue(start, end, ShortFlag.PASSWORD) : quotedValue(key, end);
        }
        var value = values.at(assignment.valueStart(), assignment.isPercentEncoded());
        return isSecret(key, assignment, value) ? redact(value) : 0;
    }

    /** In {@code GET https://host/oauth2/token: 401} the colon is part of the sentence, and no token follows. */
    private boolean isEndOfAddress(int start) {
        if (start == 0 || text.charAt(start - 1) != '/') {
            return false;
        }
        for (int at = start - 1; at >= 2 && start - at < LONGEST_ADDRESS; at--) {
            if (" \t\n\r\"'`".indexOf(text.charAt(at)) >= 0) {
                return false;
            }
            if (text.charAt(at) == '/' && text.charAt(at - 1) == '/' && text.charAt(at - 2) == ':') {
                return true;
            }
        }
        return false;
    }

    /** Matches {@code with password 'abc'}. */
    private int quotedValue(SecretKeywordCertainty key, int end) {
        int next = end;
        while (next < text.length() && next - end < MOST_BLANKS && " \t".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        if (key != SecretKeywordCertainty.SURE || next == end || next == text.length() || !isQuote(next)) {
            return 0;
        }
        var value = values.at(next, false);
        return value.isNothing(text) ? 0 : redact(value);
    }

    private boolean isSecret(SecretKeywordCertainty key, KeyValueAssignment assignment, SecretCandidateSpan value) {
        if (value.isNothing(text) || assignment.isTag()) {
            return false;
        }
        if (assignment.isSure() || (assignment.isKeyQuoted() && value.isQuoted())) {
            return true;
        }
        return key == SecretKeywordCertainty.SURE || value.looksLikeSecret(text);
    }

    private int redact(SecretCandidateSpan value) {
        secrets.redact(value.start(), value.end());
        return value.end();
    }

    /** Matches {@code Authorization: Bearer …} to the end of the credential, and {@code X-Registry-Auth: …}. */
    private int header(int end) {
        var assignment = KeyValueAssignment.after(text, end, end);
        if (assignment == null) {
            return 0;
        }
        var value = values.at(assignment.valueStart(), assignment.isPercentEncoded());
        int schemeEnd = value.start();
        while (schemeEnd < text.length() && isWordCharacter(text.charAt(schemeEnd))) {
            schemeEnd++;
        }
        if (SCHEMES.contains(AsciiCharacters.toLower(text, value.start(), Math.min(schemeEnd, value.start() + 16)))) {
            int start = afterBlanks(schemeEnd);
            var credential = values.at(start, false);
            var behindScheme =
                    value.isQuoted() ? new SecretCandidateSpan(start, Math.max(start, value.end()), true) : credential;
            return behindScheme.isNothing(text) || isChallenge(start) ? 0 : redact(behindScheme);
        }
        return value.isNothing(text)
                        || !(assignment.isSure() || assignment.isKeyQuoted() || value.looksLikeSecret(text))
                ? 0
                : redact(value);
    }

    /** {@code Bearer realm=…} requests a credential and contains none. */
    private boolean isChallenge(int start) {
        int end = start;
        while (end < text.length() && AsciiCharacters.isLower(text.charAt(end))) {
            end++;
        }
        return end > start
                && end < text.length()
                && text.charAt(end) == '='
                && end - start <= SHORTEST_CREDENTIAL
                && end + 1 < text.length()
                && text.charAt(end + 1) == '"';
    }

    /** Distinguishes a credential, which has mixed characters, from prose such as "basic auth credentials". */
    private int credential(int schemeEnd) {
        int start = afterBlanks(schemeEnd);
        if (start == schemeEnd) {
            return 0;
        }
        int end = start;
        boolean mixed = false;
        while (end < text.length() && isCredentialCharacter(text.charAt(end))) {
            char c = text.charAt(end);
            mixed |= AsciiCharacters.isDigit(c) || (AsciiCharacters.isUpper(c) && end > start) || c == '+';
            end++;
        }
        if (!mixed || end - start < SHORTEST_CREDENTIAL) {
            return 0;
        }
        secrets.redact(start, end);
        return end;
    }

    /** Skips spaces, colons and quotes, as between a scheme and its credential in logs. */
    private int afterBlanks(int from) {
        int next = from;
        while (next < text.length() && next - from < MOST_BLANKS && " \t\n\r:+\"'".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next;
    }

    /** Finds the argument of a flag after it, or in the next element of a list: {@code ["-p", "…"]}. */
    private int flagValue(int start, int end, ShortFlag word) {
        if (start > 0 && " \t\n\"'`[(,".indexOf(text.charAt(start - 1)) < 0) {
            return 0;
        }
        int next = end;
        boolean parted = false;
        while (next < text.length()
                && next - end < MOST_BLANKS
                && (" \t\n\r\"',=`".indexOf(text.charAt(next)) >= 0 || continuesLine(next))) {
            if (isQuote(next) && parted) {
                break;
            }
            parted |= !isQuote(next);
            next++;
        }
        if (!parted || next == text.length()) {
            return 0;
        }
        var value = values.at(next, false);
        boolean argument = !value.isNothing(text) && !(text.charAt(value.start()) == '-' && !value.isQuoted());
        return argument && word.fits(text, value) ? redact(value) : 0;
    }

    private boolean continuesLine(int index) {
        return text.charAt(index) == '\\' && index + 1 < text.length() && "\n\r".indexOf(text.charAt(index + 1)) >= 0;
    }

    private boolean isQuote(int index) {
        return "\"'`".indexOf(text.charAt(index)) >= 0;
    }

    private boolean isScheme(int start, int end, String scheme) {
        return end - start == scheme.length()
                && AsciiCharacters.toLower(text, start, end).equals(scheme);
    }

    private boolean isOne(int start, int end, String word) {
        return end - start == word.length()
                && text.subSequence(start, end).toString().equals(word);
    }

    static boolean isWordCharacter(char c) {
        return AsciiCharacters.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    private static boolean isCredentialCharacter(char c) {
        return isWordCharacter(c) || c == '+' || c == '/' || c == '=' || c == '~';
    }

    /** The meaning of a short flag, which depends on the program: {@code -p} is also a port or a path. */
    private enum ShortFlag {
        PASSWORD {
            @Override
            boolean fits(CharSequence text, SecretCandidateSpan value) {
                return !value.looksLikePathOrPort(text);
            }
        },
        USER {
            @Override
            boolean fits(CharSequence text, SecretCandidateSpan value) {
                return value.contains(text, ':') && !value.looksLikePathOrPort(text);
            }
        };

        abstract boolean fits(CharSequence text, SecretCandidateSpan value);
    }
}
