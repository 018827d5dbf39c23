package io.github.pullresponder.pullerror;

/** A phrase after which a name follows. */
enum ValueMarkerPhrase implements PhraseMeaning {
    /** An image reference, up to the closing quote. */
    QUOTED_IMAGE,
    /** An image reference, up to white space. */
    BARE_IMAGE,
    /** An image reference, up to white space, in a message about its manifest. */
    MANIFEST_OF_IMAGE,
    /** The host of a registry, up to white space. */
    REGISTRY_HOST,
    /** A tag or digest, then {@code in} and the repository with its registry. */
    MANIFEST,
    /** The address and port to which the node connected. */
    DIALED,
    /** The address and port of the node, {@code ->}, and those of the other end. */
    CONNECTED,
    /** The source address of a request, in quotes. */
    CLIENT_ADDRESS,
    /** The name of the authority that signed a certificate, up to the closing quote. */
    AUTHORITY,
    /** The time on the node, {@code is after} or {@code is before}, and the end or the beginning of a certificate. */
    TIME_ON_NODE,
    /** The {@code ://} of a URL. */
    URL
}
