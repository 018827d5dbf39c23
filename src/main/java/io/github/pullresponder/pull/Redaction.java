package io.github.pullresponder.pull;

import java.util.Set;

/**
 * A message without its secrets: token URLs name accounts and repositories, data URLs carry signatures, servers echo
 * tokens. One pass over the text.
 */
final class Redaction {

    private static final String REMOVED = "REDACTED";
    private static final int SHORTEST_TOKEN = 20;
    private static final int SHORTEST_CREDENTIAL = 8;
    private static final int LONGEST_KEY = 32;
    private static final Set<String> SECRET_KEYS = Set.of(
            "sig",
            "signature",
            "token",
            "access_token",
            "refresh_token",
            "id_token",
            "identitytoken",
            "registrytoken",
            "password",
            "passwd",
            "pwd",
            "secret",
            "client_secret",
            "client_assertion",
            "accountkey",
            "sharedaccesskey",
            "sharedaccesssignature",
            "apikey",
            "api_key",
            "auth",
            "x-amz-signature",
            "x-amz-credential",
            "x-amz-security-token");

    private final CharSequence text;
    private final StringBuilder kept;
    private int position;

    private Redaction(CharSequence text) {
        this.text = text;
        this.kept = new StringBuilder(text.length());
    }

    static String of(CharSequence text) {
        return new Redaction(text).redact();
    }

    private String redact() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (isWordCharacter(c)) {
                takeWord();
            } else if (startsUrl(c)) {
                takeUrl();
            } else {
                kept.append(c);
                position++;
            }
        }
        return kept.toString();
    }

    private boolean startsUrl(char c) {
        return c == ':'
                && position > 0
                && position + 2 < text.length()
                && text.charAt(position + 1) == '/'
                && text.charAt(position + 2) == '/'
                && Ascii.isLetterOrDigit(text.charAt(position - 1));
    }

    private void takeUrl() {
        UrlSpan span = UrlSpan.after(text, position + "://".length());
        kept.append("://").append(text, span.hostStart(), span.authorityEnd());
        takePath(span);
        position = span.end();
    }

    /** A token may be part of a path as well. */
    private void takePath(UrlSpan span) {
        int start = span.authorityEnd();
        for (int i = start; i <= span.pathEnd(); i++) {
            if (i == span.pathEnd() || text.charAt(i) == '/') {
                kept.append(isToken(start, i) ? REMOVED : text.subSequence(start, i));
                if (i < span.pathEnd()) {
                    kept.append('/');
                }
                start = i + 1;
            }
        }
    }

    private void takeWord() {
        int start = position;
        while (position < text.length() && isWordCharacter(text.charAt(position))) {
            position++;
        }
        if (isToken(start, position)) {
            kept.append(REMOVED);
            return;
        }
        kept.append(text, start, position);
        if (position - start > LONGEST_KEY) {
            return;
        }
        String word = Ascii.toLower(text, start, position);
        if (SECRET_KEYS.contains(word)) {
            takeSecretValue();
        } else if (word.equals("bearer") || word.equals("basic")) {
            takeCredential();
        }
    }

    /** {@code key=value} or {@code "key":"value"}; {@code token: …} without quotes is ordinary prose. */
    private void takeSecretValue() {
        int valueStart = afterAssignment();
        if (valueStart < 0) {
            return;
        }
        int end = valueStart;
        while (end < text.length() && !endsValue(text.charAt(end))) {
            end++;
        }
        kept.append(text, position, valueStart).append(end > valueStart ? REMOVED : "");
        position = end;
    }

    private int afterAssignment() {
        int next = skip(position, "\\");
        boolean quoted = next < text.length() && text.charAt(next) == '"';
        next = quoted ? skip(next + 1, " ") : position;
        if (next >= text.length()) {
            return -1;
        }
        char sign = text.charAt(next);
        boolean assigns = sign == '=' || (sign == ':' && quoted);
        return assigns ? skip(next + 1, quoted ? " \\\"" : "\\\"") : -1;
    }

    private static boolean endsValue(char c) {
        return c <= ' ' || c == '"' || c == '\\' || c == '&' || c == ',' || c == ';' || c == ')' || c == ']'
                || c == '}';
    }

    /** Never more than a few characters, so that repeated keys do not read the same blanks again. */
    private int skip(int from, String skipped) {
        int next = from;
        while (next < text.length() && next - from < 4 && skipped.indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next;
    }

    /** {@code Bearer realm=…} is a challenge and "basic auth credentials" is prose; a credential has mixed characters. */
    private void takeCredential() {
        int start = skip(position, " ");
        if (start == position) {
            return;
        }
        int end = start;
        boolean mixed = false;
        while (end < text.length() && isCredentialCharacter(text.charAt(end))) {
            char c = text.charAt(end);
            mixed |= Ascii.isDigit(c) || (Ascii.isUpper(c) && end > start) || c == '+';
            end++;
        }
        if (mixed && end - start >= SHORTEST_CREDENTIAL) {
            kept.append(text, position, start).append(REMOVED);
            position = end;
        }
    }

    private static boolean isCredentialCharacter(char c) {
        return isWordCharacter(c) || c == '+' || c == '/' || c == '=' || c == '~';
    }

    /** JSON Web Tokens start with a brace and a quote, which is {@code eyJ} in Base64. */
    private boolean isToken(int start, int end) {
        return end - start >= SHORTEST_TOKEN
                && text.charAt(start) == 'e'
                && text.charAt(start + 1) == 'y'
                && text.charAt(start + 2) == 'J';
    }

    private static boolean isWordCharacter(char c) {
        return Ascii.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }
}
