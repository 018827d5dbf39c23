package io.github.pullresponder.pullerror;

/** A phrase that shows the use of credentials, but not the stage. */
enum CredentialsPhrase implements PhraseMeaning {
    WRONG_PASSWORD(CredentialsPresence.PRESENTED),
    NO_PASSWORD(CredentialsPresence.NONE);

    private final CredentialsPresence credentials;

    CredentialsPhrase(CredentialsPresence credentials) {
        this.credentials = credentials;
    }

    CredentialsPresence credentials() {
        return credentials;
    }
}
