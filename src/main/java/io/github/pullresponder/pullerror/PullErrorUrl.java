package io.github.pullresponder.pullerror;

/**
 * A URL in a message.
 *
 * @param host with its port, without user-info
 * @param stage the stage according to its path; {@link PullStage#UNKNOWN} if it shows none
 * @param use the role of the URL in the message
 */
record PullErrorUrl(String host, PullStage stage, UrlRequestOutcome use) implements PhraseMeaning {

    /** The role of a URL in a message. */
    enum UrlRequestOutcome {
        /** The target of a request without an answer, as Go writes it: method, URL, cause. */
        REQUEST_WITHOUT_ANSWER,
        /** The target of a request with the status that follows. */
        REQUEST_WITH_STATUS,
        /** A help page, or an image reference with a scheme. */
        MENTION
    }

    boolean isRequest() {
        return use != UrlRequestOutcome.MENTION;
    }

    /** Returns true if the path is one of the registry API or of its token endpoint. */
    boolean isRegistryRequest() {
        return isRequest() && stage != PullStage.UNKNOWN;
    }
}
