package io.github.pullresponder.diagnosis;

/** What a diagnosis is made for. */
public enum ReportKind {
    /** A pull has failed. */
    FAILED,
    /** Nothing has failed yet: would the next pull? */
    FORESEEN,
    /** Credentials are looked through before they expire. */
    CREDENTIALS,
    /** A pull has failed, and it could not be found out why. */
    UNDIAGNOSED
}
