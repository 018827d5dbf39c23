package io.github.pullresponder.pullerror;

/** A phrase that shows the use of credentials, but not the stage. */
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
