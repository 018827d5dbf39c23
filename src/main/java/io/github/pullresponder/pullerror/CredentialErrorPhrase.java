package io.github.pullresponder.pullerror;

/** A phrase that shows the use of credentials, but not the stage. */
enum CredentialErrorPhrase implements PhraseMeaning {
    WRONG_PASSWORD(AttemptCredentialPresence.PRESENTED),
    NO_PASSWORD(AttemptCredentialPresence.NONE);

    private final AttemptCredentialPresence credentials;

    CredentialErrorPhrase(AttemptCredentialPresence credentials) {
        this.credentials = credentials;
    }

    AttemptCredentialPresence credentials() {
        return credentials;
    }
}
