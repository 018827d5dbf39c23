package io.github.pullresponder.pullerror;

/**
 * A URL in a message.
 *
 * @param host with its port, without user-info
 * @param stage what its path says of the stage; {@link PullStage#UNKNOWN} if nothing
 * @param use why the message names it
 */
record Url(String host, PullStage stage, Use use) implements PhraseMeaning {

    /** Why a message names a URL. */
    enum Use {
        /** A request went there and got no answer, as Go writes it: method, URL, cause. */
        REQUEST_WITHOUT_ANSWER,
        /** A request went there and got the status that follows. */
        REQUEST_WITH_STATUS,
        /** Help pages, image references with a scheme. */
        MENTION
    }

    boolean isRequest() {
        return use != Use.MENTION;
    }

    /** Whether the path is one of the registry API or of its token endpoint. */
    boolean isRegistryRequest() {
        return isRequest() && stage != PullStage.UNKNOWN;
    }
}
