package io.github.pullresponder.pullerror;

/** The use of credentials in the failed attempt, according to its message. */
public enum AttemptCredentialPresence {
    /** Credentials were presented. */
    PRESENTED,
    /** No credentials were presented: the attempt was anonymous. */
    NONE,
    /** The message does not contain this. */
    NOT_SAID
}
