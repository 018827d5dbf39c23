package io.github.pullresponder.pull;

import java.util.List;

/** Tells from the words around a cause whether a message is about a failed pull, and whether it gives a reason. */
final class PullFrames {

    private final CharSequence text;
    private final List<Token> tokens;

    PullFrames(CharSequence text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    boolean tellOfPull() {
        boolean otherWork = tokens.stream().anyMatch(token -> token.meaning() == Frame.OTHER_WORK);
        return tokens.stream().anyMatch(PullFrames::speaksOfPull) || (!otherWork && (runtimeOpens() || asksRegistry()));
    }

    /** Nothing but words of the kubelet that a pull failed, with no error behind them. */
    boolean giveNoReason() {
        boolean runtimeSpeaks = tokens.stream()
                .map(Token::meaning)
                .anyMatch(meaning -> meaning == Frame.PULL || meaning == Frame.RUNTIME || meaning instanceof Phase);
        return !runtimeSpeaks && !errorFollows(afterLastWordOfKubelet());
    }

    private static boolean speaksOfPull(Token token) {
        Meaning meaning = token.meaning();
        return meaning == Frame.KUBELET
                || meaning == Frame.PULL
                || meaning instanceof Phase
                || (meaning instanceof Clue clue && clue.speaksOfPull());
    }

    /** A container's status carries the bare answer of the runtime. */
    private boolean runtimeOpens() {
        return tokens.stream().anyMatch(token -> token.meaning() == Frame.RUNTIME && token.start() <= 1);
    }

    private boolean asksRegistry() {
        return tokens.stream().anyMatch(token -> token.meaning() instanceof Url url && url.isRegistryRequest());
    }

    private int afterLastWordOfKubelet() {
        int end = 0;
        for (Token token : tokens) {
            if (token.meaning() == Frame.KUBELET) {
                end = token.end();
            }
        }
        return end;
    }

    /** After the kubelet's words and the image it names: a colon, and then anything to read. */
    private boolean errorFollows(int from) {
        int position = skipBlanks(from);
        if (position < text.length() && text.charAt(position) == '"') {
            position = afterQuote(position + 1);
        }
        boolean goesOn = position < text.length() && text.charAt(position) == ':';
        while (goesOn && position < text.length()) {
            if (Character.isLetterOrDigit(text.charAt(position))) {
                return true;
            }
            position++;
        }
        return false;
    }

    private int skipBlanks(int from) {
        int position = from;
        while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\\')) {
            position++;
        }
        return position;
    }

    private int afterQuote(int from) {
        int position = from;
        while (position < text.length() && text.charAt(position) != '"') {
            position++;
        }
        return Math.min(position + 1, text.length());
    }
}
