package io.github.pullresponder.pullerror;

/** A phrase after which a name follows. */
enum PhrasePosition implements PhraseMeaning {
    /** An image reference, up to the closing quote. */
    QUOTED_IMAGE,
    /** An image reference, up to white space. */
    BARE_IMAGE,
    /** The same; the runtime speaks of the manifest of this image. */
    MANIFEST_OF_IMAGE,
    /** The host of a registry, up to white space. */
    REGISTRY_HOST,
    /** A tag or digest, then {@code in} and the repository with its registry. */
    MANIFEST,
    /** The address and port that the node connected to. */
    DIALED,
    /** The address and port of the node, {@code ->}, and those that it was connected to. */
    CONNECTED,
    /** The address that a request came from, in quotes. */
    CLIENT_ADDRESS,
    /** The name of the authority that signed a certificate, up to the closing quote. */
    AUTHORITY,
    /** The time on the node, {@code is after} or {@code is before}, and the end or the beginning of a certificate. */
    TIME_ON_NODE,
    /** The {@code ://} of a URL. */
    URL
}
