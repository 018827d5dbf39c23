package io.github.pullresponder.pullerror;

/** Whether the failed attempt presented credentials, as far as its message says. */
public enum Credentials {
    /** Credentials were presented. */
    PRESENTED,
    /** None were: the attempt was anonymous. */
    NONE,
    /** The message does not say. */
    NOT_SAID
}
