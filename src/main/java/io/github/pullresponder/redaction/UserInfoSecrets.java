package io.github.pullresponder.redaction;

import io.github.pullresponder.text.AsciiCharacters;
import java.util.List;

/**
 * Finds user-info before a host without a scheme, as in {@code robot:password@registry.example/app}. A digest also follows
 * an {@code @}, and is not user-info.
 */
final class UserInfoSecrets {
    /** The characters that may directly precede user-info. */
    private static final String OPENERS = "([{=,;|'`";

    /** The algorithms of digests, which follow an {@code @} like hosts. */
    private static final List<String> ALGORITHMS = List.of("sha256", "sha384", "sha512");

    /** The minimum length at which the beginning of an algorithm's name is treated as a cut name. */
    private static final int SHORTEST_CUT = 3;

    private static final int LONGEST_PORT = 5;

    private final TextWithoutEscapes text;
    private final SecretSpans secrets;

    private UserInfoSecrets(TextWithoutEscapes text, SecretSpans secrets) {
        this.text = text;
        this.secrets = secrets;
    }

    static void mark(TextWithoutEscapes text, SecretSpans secrets) {
        new UserInfoSecrets(text, secrets).mark();
    }

    /** In an image reference, an {@code @} only follows user-info and precedes digests, whatever characters the host has. */
    static void markInImage(TextWithoutEscapes image, SecretSpans secrets) {
        new UserInfoSecrets(image, secrets).markImage();
    }

    private void mark() {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || (endsWord(text.charAt(i)) && !isQuoteWithin(start, i))) {
                markIn(start, i);
                start = i + 1;
            }
        }
    }

    private void markImage() {
        int last = -1;
        boolean colon = false;
        boolean colonBefore = false;
        boolean slashBehind = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@' && i + 1 < text.length() && !secrets.isDropped(i) && !isDigest(i + 1, text.length())) {
                last = i;
                colonBefore = colon;
                slashBehind = false;
            }
            colon |= c == ':';
            slashBehind |= c == '/';
        }
        if (last >= 0 && (colonBefore || slashBehind)) {
            secrets.redact(0, last);
        }
    }

    /** Treats a quote in a word as part of it, as in {@code robot:pass'word@host}, unless a quote before the word opened it. */
    private boolean isQuoteWithin(int start, int index) {
        char quote = text.charAt(index);
        return "'`".indexOf(quote) >= 0
                && index > start
                && (start == 0 || text.charAt(start - 1) != quote)
                && index + 1 < text.length()
                && (AsciiCharacters.isLetterOrDigit(text.charAt(index + 1)) || text.charAt(index + 1) == '@');
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
                && (AsciiCharacters.isLetterOrDigit(text.charAt(start))
                        || "[_-.".indexOf(text.charAt(start)) >= 0
                        || text.charAt(start) > 0x7f)
                && !isDigest(start, end);
    }

    /** Recognizes {@code sha256:…}, which a cut message may end within; {@code shared.example} is not a digest. */
    private boolean isDigest(int start, int end) {
        for (String algorithm : ALGORITHMS) {
            int next = start;
            while (next < end
                    && next - start < algorithm.length()
                    && text.charAt(next) == algorithm.charAt(next - start)) {
                next++;
            }
            boolean cut = next - start >= SHORTEST_CUT && (next == end || text.charAt(next) == '…');
            if (cut || (next - start == algorithm.length() && text.charAt(next) == ':' && !isPort(next + 1, end))) {
                return true;
            }
        }
        return false;
    }

    private boolean isPort(int start, int end) {
        int next = start;
        while (next < end && AsciiCharacters.isDigit(text.charAt(next))) {
            next++;
        }
        return next > start && next - start <= LONGEST_PORT && next < end && text.charAt(next) == '/';
    }

    /** Email addresses also have an {@code @}, but no path after their host. */
    private boolean leadsToPath(int start, int end) {
        boolean dot = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '/') {
                return dot;
            }
            if (!AsciiCharacters.isLetterOrDigit(c) && ".-:[]".indexOf(c) < 0) {
                return false;
            }
            dot |= c == '.' || c == ':';
        }
        return false;
    }
}
