package io.github.pullresponder.pullerror;

import java.util.List;

/** Tells from the words around a cause whether a message is about a failed pull, and whether it gives a reason. */
final class PullSections {

    private final CharSequence text;
    private final List<Token> tokens;

    PullSections(CharSequence text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    boolean tellOfPull() {
        boolean otherWork = tokens.stream().anyMatch(token -> token.meaning() == MessageSection.OTHER_WORK);
        return tokens.stream().anyMatch(PullSections::speaksOfPull)
                || (!otherWork && (runtimeOpens() || asksRegistry()));
    }

    /** Whether it may be a bare error of a pull, where the pull is known otherwise: nothing in it speaks of other work. */
    boolean mayTellOfPull() {
        return tokens.stream().noneMatch(token -> token.meaning() == MessageSection.OTHER_WORK)
                || tokens.stream().anyMatch(token -> token.meaning() == MessageSection.REGISTRY_ANSWER);
    }

    /** Nothing but words of the kubelet that a pull failed, with no error behind them. */
    boolean giveNoReason() {
        return !runtimeSpeaks() && !errorFollows(afterLastWordOfKubelet());
    }

    /** Whether a runtime was called at all: the kubelet parses pull secrets before that. */
    boolean runtimeSpeaks() {
        return tokens.stream()
                .map(Token::meaning)
                .anyMatch(meaning -> meaning == MessageSection.PULL
                        || meaning == MessageSection.RUNTIME
                        || meaning instanceof Phase);
    }

    private static boolean speaksOfPull(Token token) {
        PhraseMeaning meaning = token.meaning();
        return meaning == MessageSection.KUBELET
                || meaning == MessageSection.PULL
                || meaning instanceof Phase
                || (meaning instanceof PhraseMatch clue && clue.speaksOfPull());
    }

    /** A container's status carries the bare answer of the runtime. */
    private boolean runtimeOpens() {
        return tokens.stream().anyMatch(token -> token.meaning() == MessageSection.RUNTIME && token.start() <= 1);
    }

    private boolean asksRegistry() {
        return tokens.stream().anyMatch(token -> token.meaning() instanceof Url url && url.isRegistryRequest());
    }

    private int afterLastWordOfKubelet() {
        int end = 0;
        for (Token token : tokens) {
            if (token.meaning() == MessageSection.KUBELET) {
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
        while (position < text.length() && " \n\\".indexOf(text.charAt(position)) >= 0) {
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
