package io.github.pullresponder.redaction;

import io.github.pullresponder.text.AsciiCharacters;
import io.github.pullresponder.text.UrlSpan;

/** Finds user-info, query and fragment of URLs. Percent-encoded characters end none of them, unless the whole URL is encoded. */
final class UrlSecrets {
    private static final String AUTHORITY = "://";

    private final TextWithoutEscapes text;
    private final CharSequence opaque;
    private final SecretSpans secrets;

    private UrlSecrets(TextWithoutEscapes text, SecretSpans secrets) {
        this.text = text;
        this.opaque = text.withOpaquePercents();
        this.secrets = secrets;
    }

    static void mark(TextWithoutEscapes text, SecretSpans secrets) {
        new UrlSecrets(text, secrets).mark();
    }

    private void mark() {
        int position = 0;
        while (position < text.length()) {
            position = startsAt(position) ? afterUrl(position + AUTHORITY.length()) : position + 1;
        }
    }

    private boolean startsAt(int position) {
        return text.charAt(position) == ':'
                && position > 0
                && position + 2 < text.length()
                && text.charAt(position + 1) == '/'
                && text.charAt(position + 2) == '/'
                && AsciiCharacters.isLetterOrDigit(text.charAt(position - 1));
    }

    private int afterUrl(int authorityStart) {
        boolean encoded = text.isPercentEncoded(authorityStart - 1);
        var url = UrlSpan.after(encoded ? text : opaque, authorityStart);
        int passwordEnd = endOfPasswordBehindAuthority(url);
        if (passwordEnd > 0) {
            // The password contains a slash or a question mark.
            secrets.drop(authorityStart, passwordEnd);
            return passwordEnd;
        }
        secrets.drop(authorityStart, url.hostStart());
        secrets.drop(url.pathEnd(), url.end());
        return Math.max(url.end(), authorityStart);
    }

    /** Returns the position after the {@code @} that ends user-info, if the text before the first slash is not a host; else 0. */
    private int endOfPasswordBehindAuthority(UrlSpan url) {
        if (!hasNoPort(url)) {
            return 0;
        }
        for (int i = url.end() - 1; i >= url.authorityEnd(); i--) {
            if (text.charAt(i) == '@') {
                return i + 1;
            }
        }
        return 0;
    }

    /** Returns true if the authority has a colon and no port after it. */
    private boolean hasNoPort(UrlSpan url) {
        if (url.hostStart() < url.authorityEnd() && text.charAt(url.hostStart()) == '[') {
            return false;
        }
        boolean colon = false;
        for (int i = url.hostStart(); i < url.authorityEnd(); i++) {
            if (colon && !AsciiCharacters.isDigit(text.charAt(i))) {
                return true;
            }
            colon |= text.charAt(i) == ':';
        }
        return false;
    }
}
