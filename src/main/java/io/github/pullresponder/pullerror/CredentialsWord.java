package io.github.pullresponder.pullerror;

/** A phrase that says whether credentials were presented, and nothing about where. */
enum CredentialsWord implements PhraseMeaning {
    WRONG_PASSWORD(Credentials.PRESENTED),
    NO_PASSWORD(Credentials.NONE);

    private final Credentials credentials;

    CredentialsWord(Credentials credentials) {
        this.credentials = credentials;
    }

    Credentials credentials() {
        return credentials;
    }
}
