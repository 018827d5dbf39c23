package io.github.pullresponder.redaction;

import io.github.pullresponder.text.AsciiCharacters;
import java.util.List;
import java.util.Set;

/**
 * The certainty that a word names a secret. Words are compared by their ends, ignoring case, hyphens, underscores, dots
 * and a number after them: {@code AZURE_CLIENT_SECRET}, {@code docker-password}, {@code accessToken}, {@code key1}.
 */
enum SecretKeywordCertainty {
    /** It names no secret. */
    NONE,
    /** It also occurs in prose before a colon: {@code failed to fetch oauth token: unexpected status}. */
    IN_PROSE_TOO,
    /** The text after it is always its value. */
    SURE,
    /** A header, whose value begins with the name of a scheme. */
    HEADER;

    private static final int LONGEST_SUFFIX = 24;

    private static final List<String> PASSWORDS = List.of("password", "passwd", "passphrase", "pwd");
    private static final List<String> SUFFIXES =
            List.of("secret", "token", "key", "auth", "credential", "credentials", "signature", "assertion");
    private static final Set<String> WORDS =
            Set.of("sig", "pass", "sas", "cookie", "setcookie", "dockerconfigjson", "dockercfg");

    /** Names of things that are not secret: Kubernetes writes {@code FailedToRetrieveImagePullSecret: Unable to …}. */
    private static final List<String> HARMLESS = List.of(
            "pullsecret", "publickey", "partitionkey", "rowkey", "cachekey", "monkey", "turkey", "hockey", "sshkey");

    static SecretKeywordCertainty of(CharSequence text, int start, int end) {
        int wordEnd = end;
        while (wordEnd > start && AsciiCharacters.isDigit(text.charAt(wordEnd - 1)) && end - wordEnd < 3) {
            wordEnd--;
        }
        String word = normalize(text, start, wordEnd);
        if (word.endsWith("authorization") || word.endsWith("xregistryauth") || word.endsWith("xregistryconfig")) {
            return HEADER;
        }
        if (endsWithOne(word, HARMLESS)) {
            return NONE;
        }
        if (endsWithOne(word, PASSWORDS)) {
            return SURE;
        }
        boolean known = endsWithOne(word, SUFFIXES) || WORDS.contains(word) || endsWithPass(text, start, wordEnd);
        if (!known) {
            return NONE;
        }
        return isWrittenAsInCode(text, start, wordEnd) ? SURE : IN_PROSE_TOO;
    }

    /** Accepts {@code DB_PASS}, but not {@code bypass}. */
    private static boolean endsWithPass(CharSequence text, int start, int end) {
        int pass = end - "pass".length();
        return pass > start
                && AsciiCharacters.toLower(text, pass, end).equals("pass")
                && !AsciiCharacters.isLetterOrDigit(text.charAt(pass - 1));
    }

    /** Accepts {@code client_secret}, {@code clientSecret}, {@code CLIENT-SECRET}: such words do not occur in prose. */
    private static boolean isWrittenAsInCode(CharSequence text, int start, int end) {
        boolean lower = false;
        boolean upper = false;
        boolean upperBehindLower = false;
        boolean underscore = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            upperBehindLower |= lower && AsciiCharacters.isUpper(c);
            lower |= AsciiCharacters.isLower(c);
            upper |= AsciiCharacters.isUpper(c);
            underscore |= c == '_';
        }
        boolean camelCase = AsciiCharacters.isLower(text.charAt(start)) && upperBehindLower;
        return underscore || camelCase || (upper && !lower);
    }

    private static boolean endsWithOne(String word, List<String> endings) {
        for (String ending : endings) {
            if (word.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    private static String normalize(CharSequence text, int start, int end) {
        var word = new StringBuilder();
        for (int i = Math.max(start, end - LONGEST_SUFFIX); i < end; i++) {
            if (AsciiCharacters.isLetterOrDigit(text.charAt(i))) {
                word.append(AsciiCharacters.toLower(text.charAt(i)));
            }
        }
        return word.toString();
    }
}
