package io.github.pullresponder.pullerror;

/** A phrase with details of a failure, but not its kind. */
enum ErrorDetailPhrase implements PhraseMeaning {
    /** The node considers the certificate expired or not yet valid. */
    CERTIFICATE_OUTDATED,
    /** A DNS server answers that a name does not exist; a failure or no answer is less specific. */
    NO_SUCH_NAME,
    /** The registry attributes the failure to the source of a cache rule. */
    OF_CACHE_SOURCE
}
