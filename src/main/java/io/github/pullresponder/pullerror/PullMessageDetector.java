package io.github.pullresponder.pullerror;

import java.util.List;

/** Determines from the words around a cause if a message is about a failed pull, and if it contains a reason. */
final class PullMessageDetector {

    private final CharSequence text;
    private final List<PullErrorToken> tokens;

    PullMessageDetector(CharSequence text, List<PullErrorToken> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    boolean areAboutPull() {
        boolean otherWork = tokens.stream().anyMatch(token -> token.meaning() == PullContextPhrase.OTHER_WORK);
        return tokens.stream().anyMatch(PullMessageDetector::isAboutPull)
                || (!otherWork && (runtimeOpens() || asksRegistry()));
    }

    /** Returns true if it may be a bare error of a pull, if the pull is known otherwise: no part describes other work. */
    boolean mayBeAboutPull() {
        return tokens.stream().noneMatch(token -> token.meaning() == PullContextPhrase.OTHER_WORK)
                || tokens.stream().anyMatch(token -> token.meaning() == PullContextPhrase.REGISTRY_ANSWER);
    }

    /** Returns true if it contains only the kubelet's words that a pull failed, without an error. */
    boolean haveNoReason() {
        return !mentionRuntime() && !errorFollows(afterLastWordOfKubelet());
    }

    /** Returns true if a runtime was called: the kubelet parses pull secrets before that. */
    boolean mentionRuntime() {
        return tokens.stream()
                .map(PullErrorToken::meaning)
                .anyMatch(meaning -> meaning == PullContextPhrase.PULL
                        || meaning == PullContextPhrase.RUNTIME
                        || meaning instanceof RecognizedPullStage);
    }

    private static boolean isAboutPull(PullErrorToken token) {
        PhraseMeaning meaning = token.meaning();
        return meaning == PullContextPhrase.KUBELET
                || meaning == PullContextPhrase.PULL
                || meaning instanceof RecognizedPullStage
                || (meaning instanceof SymptomPhrase match && match.isAboutPull());
    }

    /** Returns true if the message begins with the runtime's error: a container's status contains it without the kubelet's words. */
    private boolean runtimeOpens() {
        return tokens.stream().anyMatch(token -> token.meaning() == PullContextPhrase.RUNTIME && token.start() <= 1);
    }

    private boolean asksRegistry() {
        return tokens.stream()
                .anyMatch(token -> token.meaning() instanceof PullErrorUrl url && url.isRegistryRequest());
    }

    private int afterLastWordOfKubelet() {
        int end = 0;
        for (PullErrorToken token : tokens) {
            if (token.meaning() == PullContextPhrase.KUBELET) {
                end = token.end();
            }
        }
        return end;
    }

    /** Returns true if an error follows the kubelet's words and the image: a colon, and then any text. */
    private boolean errorFollows(int from) {
        int position = skipBlanks(from);
        if (position < text.length() && text.charAt(position) == '"') {
            position = afterQuote(position + 1);
        }
        boolean continues = position < text.length() && text.charAt(position) == ':';
        while (continues && position < text.length()) {
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
