package io.github.pullresponder.pullerror;

/** A phrase that shows the use of credentials, but not the stage. */
enum CredentialErrorPhrase implements PhraseMeaning {
    WRONG_PASSWORD(AttemptCredentialUse.PRESENTED),
    NO_PASSWORD(AttemptCredentialUse.NONE);

    private final AttemptCredentialUse credentials;

    CredentialErrorPhrase(AttemptCredentialUse credentials) {
        this.credentials = credentials;
    }

    AttemptCredentialUse credentials() {
        return credentials;
    }
}
