package io.github.pullresponder.pullerror;

/** A phrase after which a name follows. */
enum PhrasePosition implements PhraseMeaning {
    /** An image reference, up to the closing quote. */
    QUOTED_IMAGE,
    /** An image reference, up to white space. */
    BARE_IMAGE,
    /** The host of a registry, up to white space. */
    REGISTRY_HOST,
    /** A tag or digest, then {@code in} and the repository with its registry. */
    MANIFEST,
    /** The {@code ://} of a URL. */
    URL
}
