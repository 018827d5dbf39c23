package io.github.pullresponder.pullerror;

import io.github.pullresponder.text.AsciiCharacters;
import java.util.ArrayList;
import java.util.List;

/** Finds the phrases, URLs and status codes of a message, in one pass and in the order of their ends. */
final class PullErrorTokenizer {

    private static final PhraseAutomaton AUTOMATON = PhraseTable.automaton();

    private final CharSequence text;
    private final PullErrorUrlParser urls;
    private final StatusCodeReader statusCodes;
    private final ImageAndHostReader names;
    private final List<PullErrorToken> tokens = new ArrayList<>();

    private PullErrorTokenizer(CharSequence text) {
        this.text = text;
        this.urls = new PullErrorUrlParser(text);
        this.statusCodes = new StatusCodeReader(text);
        this.names = new ImageAndHostReader(text);
    }

    static List<PullErrorToken> scan(CharSequence text) {
        return new PullErrorTokenizer(text).scan();
    }

    private List<PullErrorToken> scan() {
        int state = PhraseAutomaton.START;
        int digits = 0;
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            state = AUTOMATON.step(state, c);
            position++;
            digits = AsciiCharacters.isDigit(c) ? digits + 1 : 0;
            if (digits == StatusCodeReader.DIGITS) {
                statusCodes.endingAt(position).ifPresent(tokens::add);
            }
            int urlEnd = addPhrases(state, position);
            if (urlEnd > position) {
                position = urlEnd;
                state = PhraseAutomaton.START;
                digits = 0;
            }
        }
        return tokens;
    }

    /** @return the end of the URL that these phrases open, or {@code end} */
    private int addPhrases(int state, int end) {
        for (PullErrorPhrase phrase : AUTOMATON.endingAt(state)) {
            int start = end - phrase.text().length();
            if (phrase.meaning() == ValueMarkerPhrase.URL) {
                PullErrorToken url = urls.read(start);
                tokens.add(url);
                return url.end();
            }
            if (phrase.standsRight(text, start, end)) {
                tokens.add(new PullErrorToken(phrase.meaning(), start, end));
                addMissingManifest(phrase, end);
            }
        }
        return end;
    }

    /** Matches {@code manifest for contoso.azurecr.io/app:1 not found}: the words after the name of an image. */
    private void addMissingManifest(PullErrorPhrase phrase, int end) {
        if (phrase.meaning() == ValueMarkerPhrase.MANIFEST_OF_IMAGE) {
            int nameEnd = names.bareImageEnd(end);
            String missing = " not found";
            if (names.continuesWith(nameEnd, missing)) {
                tokens.add(new PullErrorToken(SymptomPhrase.NOT_FOUND_TEXT, nameEnd, nameEnd + missing.length()));
            }
        }
    }
}
