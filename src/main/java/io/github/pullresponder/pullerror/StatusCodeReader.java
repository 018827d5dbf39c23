package io.github.pullresponder.pullerror;

import io.github.pullresponder.text.AsciiCharacters;
import java.util.Optional;
import java.util.Set;

/** Distinguishes HTTP status codes from the other numbers of a message by their context. */
final class StatusCodeReader {

    static final int DIGITS = 3;

    private static final int LONGEST_GAP = 5;
    private static final int LONGEST_WORD = 12;
    private static final Set<String> WORDS_BEFORE_A_CODE = Set.of("status", "code", "statuscode", "http", "registry");

    private final CharSequence text;

    StatusCodeReader(CharSequence text) {
        this.text = text;
    }

    /** @param end after the third digit of a number */
    Optional<PullErrorToken> endingAt(int end) {
        int start = end - DIGITS;
        if (!standsAlone(start, end) || !(startsSegment(start, end) || followsStatusWord(start))) {
            return Optional.empty();
        }
        int code = Integer.parseInt(text, start, end, 10);
        return matchOf(code).map(match -> new PullErrorToken(match, start, end));
    }

    private static Optional<SymptomPhrase> matchOf(int code) {
        return switch (code) {
            case 400 -> Optional.of(SymptomPhrase.STATUS_400);
            case 401 -> Optional.of(SymptomPhrase.STATUS_401);
            case 403, 451 -> Optional.of(SymptomPhrase.STATUS_403);
            case 404, 410 -> Optional.of(SymptomPhrase.STATUS_404);
            case 405 -> Optional.of(SymptomPhrase.STATUS_405);
            case 407 -> Optional.of(SymptomPhrase.PROXY);
            case 408 -> Optional.of(SymptomPhrase.TIMED_OUT);
            case 429 -> Optional.of(SymptomPhrase.STATUS_429);
            default -> code >= 500 && code < 600 ? Optional.of(SymptomPhrase.STATUS_5XX) : Optional.empty();
        };
    }

    private boolean standsAlone(int start, int end) {
        boolean before = start == 0 || " (=:\"[\n".indexOf(text.charAt(start - 1)) >= 0;
        boolean after = end == text.length() || " ,;)]\"\\\n\r".indexOf(text.charAt(end)) >= 0 || endsBeforeColon(end);
        return before && after;
    }

    /** {@code : 503: …} is a code; {@code :443:8080} and {@code 10.0.0.4:443: i/o timeout} are ports. */
    private boolean endsBeforeColon(int end) {
        return text.charAt(end) == ':' && end - DIGITS > 0 && text.charAt(end - DIGITS - 1) != ':';
    }

    /** Accepts {@code "…: 403 Forbidden"}: alone, or before a reason phrase, which starts with a capital; also on a separate line. */
    private boolean startsSegment(int start, int end) {
        boolean startsLine = start == 0 || text.charAt(start - 1) == '\n';
        boolean followsColon =
                start >= 2 && " \n".indexOf(text.charAt(start - 1)) >= 0 && text.charAt(start - 2) == ':';
        if (!startsLine && !followsColon) {
            return false;
        }
        boolean reasonFollows = end + 1 < text.length() && AsciiCharacters.isUpper(text.charAt(end + 1));
        return end == text.length() || text.charAt(end) != ' ' || reasonFollows;
    }

    /** Accepts {@code status code 403}, {@code HTTP/1.1 403}, {@code code=403}, but not {@code exit status 403}. */
    private boolean followsStatusWord(int start) {
        int wordEnd = start;
        while (wordEnd > 0 && start - wordEnd < LONGEST_GAP && !AsciiCharacters.isLetter(text.charAt(wordEnd - 1))) {
            wordEnd--;
        }
        int wordStart = wordEnd;
        while (wordStart > 0
                && wordEnd - wordStart < LONGEST_WORD
                && AsciiCharacters.isLetter(text.charAt(wordStart - 1))) {
            wordStart--;
        }
        return wordEnd < start
                && WORDS_BEFORE_A_CODE.contains(AsciiCharacters.toLower(text, wordStart, wordEnd))
                && !AsciiCharacters.toLower(text, Math.max(0, wordStart - "exit ".length()), wordStart)
                        .equals("exit ");
    }
}
