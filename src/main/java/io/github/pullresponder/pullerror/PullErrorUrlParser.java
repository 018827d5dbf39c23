package io.github.pullresponder.pullerror;

import io.github.pullresponder.text.AsciiCharacters;
import io.github.pullresponder.text.UrlSpan;

/** Reads the URL around a {@code ://}: its host, the purpose of its path, and its role in the message. */
final class PullErrorUrlParser {

    private static final int LONGEST_HOST = 260;
    private static final int LONGEST_PATH_READ = 512;
    private static final int LONGEST_INTRODUCTION = 24;
    private static final String[] METHODS = {"get", "head", "post", "put"};

    private final CharSequence text;

    PullErrorUrlParser(CharSequence text) {
        this.text = text;
    }

    /** @param separator index of {@code ://} */
    PullErrorToken read(int separator) {
        int start = schemeStart(separator);
        if (equalsAt("docker", start, separator)) {
            return new PullErrorToken(ValueMarkerPhrase.BARE_IMAGE, start, separator + "://".length());
        }
        UrlSpan span = UrlSpan.after(text, separator + "://".length());
        int hostEnd = Math.min(span.authorityEnd(), span.hostStart() + LONGEST_HOST);
        String host = text.subSequence(span.hostStart(), hostEnd).toString();
        return new PullErrorToken(new PullErrorUrl(host, stage(host, span), use(start, host)), start, span.end());
    }

    private int schemeStart(int separator) {
        int start = separator;
        while (start > 0 && separator - start < "docker".length() && AsciiCharacters.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private boolean equalsAt(String word, int start, int end) {
        return end - start == word.length()
                && AsciiCharacters.toLower(text, start, end).equals(word);
    }

    /** Recognizes the paths of the registry API (OCI distribution spec, section "Endpoints") and of its token endpoints. */
    private PullStage stage(String host, UrlSpan span) {
        int end = Math.min(span.pathEnd(), span.authorityEnd() + LONGEST_PATH_READ);
        String path = AsciiCharacters.toLower(text, span.authorityEnd(), Math.max(end, span.authorityEnd()));
        if (path.contains("/blobs/") || isDataHost(host)) {
            return PullStage.DOWNLOAD;
        }
        if (path.contains("/oauth2/") || path.endsWith("/token") || path.endsWith("/auth") || path.contains("/jwt/")) {
            return PullStage.AUTHORIZE;
        }
        return path.startsWith("/v2/") || path.equals("/v2") ? PullStage.RESOLVE : PullStage.UNKNOWN;
    }

    /** Recognizes the hosts to which a registry redirects only for the content of a blob. */
    private static boolean isDataHost(String host) {
        return host.endsWith(".data.azurecr.io") || host.contains(".blob.core.");
    }

    private PullErrorUrl.UrlRequestOutcome use(int start, String host) {
        String before = AsciiCharacters.toLower(text, Math.max(0, start - LONGEST_INTRODUCTION), start)
                .replace('\n', ' ');
        if (host.isEmpty()) {
            return PullErrorUrl.UrlRequestOutcome.MENTION;
        }
        if (before.endsWith("request to ") || before.endsWith("status code ") || before.endsWith("response from ")) {
            return PullErrorUrl.UrlRequestOutcome.REQUEST_WITH_STATUS;
        }
        return endsWithMethod(before)
                ? PullErrorUrl.UrlRequestOutcome.REQUEST_WITHOUT_ANSWER
                : PullErrorUrl.UrlRequestOutcome.MENTION;
    }

    /** Go writes {@code Get "https://…"}, before 1.14 without quotes; logs escape the quotes. */
    private static boolean endsWithMethod(String before) {
        int end = before.length();
        while (end > 0 && (before.charAt(end - 1) == '"' || before.charAt(end - 1) == '\\')) {
            end--;
        }
        String introduction = before.substring(0, end).stripTrailing();
        for (String method : METHODS) {
            int start = introduction.length() - method.length();
            if (introduction.endsWith(method)
                    && (start == 0 || !AsciiCharacters.isLetterOrDigit(introduction.charAt(start - 1)))) {
                return end < before.length() || introduction.length() < end;
            }
        }
        return false;
    }
}
