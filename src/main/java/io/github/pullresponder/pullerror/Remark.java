package io.github.pullresponder.pullerror;

/** A phrase that says more about a failure, and nothing about its kind. */
enum Remark implements PhraseMeaning {
    /** The node finds the certificate expired or not yet valid. */
    CERTIFICATE_OUTDATED,
    /** A DNS server says that a name does not exist; to fail or to be silent says less. */
    NO_SUCH_NAME,
    /** The registry ascribes the failure to the source of a cache rule. */
    OF_CACHE_SOURCE
}
