package io.github.pullresponder.pull;

/**
 * User-info before a host without a scheme, as in {@code robot:password@registry.example/app}. A digest also stands behind
 * an {@code @}, and is none.
 */
final class UserInfo {
    /** What may stand before user-info without a blank between them. */
    private static final String OPENERS = "([{=,;|";

    private final Decoded text;
    private final SecretSpans secrets;

    private UserInfo(Decoded text, SecretSpans secrets) {
        this.text = text;
        this.secrets = secrets;
    }

    static void mark(Decoded text, SecretSpans secrets) {
        new UserInfo(text, secrets).mark();
    }

    private void mark() {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || endsWord(text.charAt(i))) {
                markIn(start, i);
                start = i + 1;
            }
        }
    }

    private static boolean endsWord(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '`' || c == '<' || c == '>';
    }

    private void markIn(int wordStart, int wordEnd) {
        int at = lastAtBeforeHost(wordStart, wordEnd);
        if (at < 0) {
            return;
        }
        int start = wordStart;
        int colon = -1;
        for (int i = wordStart; i < at && colon < 0; i++) {
            if (OPENERS.indexOf(text.charAt(i)) >= 0) {
                start = i + 1;
            } else if (text.charAt(i) == ':') {
                colon = i;
            }
        }
        boolean url = colon >= 0 && colon + 2 < at && text.charAt(colon + 1) == '/' && text.charAt(colon + 2) == '/';
        if (!url && start < at && (colon >= 0 || leadsToPath(at + 1, wordEnd))) {
            secrets.redact(start, at);
        }
    }

    private int lastAtBeforeHost(int start, int end) {
        int last = -1;
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == '@' && !secrets.isDropped(i) && beginsHost(i + 1, end)) {
                last = i;
            }
        }
        return last;
    }

    private boolean beginsHost(int start, int end) {
        return start < end
                && (Ascii.isLetterOrDigit(text.charAt(start)) || text.charAt(start) == '[')
                && !isDigest(start, end);
    }

    /** {@code sha256:…}, which a cut message may end in the midst of. */
    private boolean isDigest(int start, int end) {
        return end - start >= 3
                && text.charAt(start) == 's'
                && text.charAt(start + 1) == 'h'
                && text.charAt(start + 2) == 'a';
    }

    /** Addresses of people have an {@code @} as well, but no path behind their host. */
    private boolean leadsToPath(int start, int end) {
        boolean dot = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '/') {
                return dot;
            }
            if (!Ascii.isLetterOrDigit(c) && ".-:[]".indexOf(c) < 0) {
                return false;
            }
            dot |= c == '.' || c == ':';
        }
        return false;
    }
}
