package io.github.pullresponder.pullerror;

/** A phrase that shows the use of credentials, but not the stage. */
enum CredentialUsePhrase implements PhraseMeaning {
    WRONG_PASSWORD(AttemptCredentialUse.PRESENTED),
    NO_PASSWORD(AttemptCredentialUse.NONE);

    private final AttemptCredentialUse credentials;

    CredentialUsePhrase(AttemptCredentialUse credentials) {
        this.credentials = credentials;
    }

    AttemptCredentialUse credentials() {
        return credentials;
    }
}
