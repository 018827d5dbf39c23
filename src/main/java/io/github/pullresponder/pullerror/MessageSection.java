package io.github.pullresponder.pullerror;

/** The words around an error, which say whether it is about a pull at all. */
enum MessageSection implements PhraseMeaning {
    /** The kubelet says that a pull failed; nothing is said yet about why. */
    KUBELET,
    /** Runtime or registry speak of a pull. */
    PULL,
    /** Opens what any call to the runtime can answer; about a pull only if nothing else says otherwise. */
    RUNTIME,
    /** A registry lists errors; about a pull only if an image is known. */
    REGISTRY_ANSWER,
    /** The kubelet or the runtime speak of other work: containers, networks, probes. */
    OTHER_WORK,
    /** A list of attempts opens, and its first attempt starts. */
    LIST,
    /** Within a list of attempts: the next one starts. */
    NEXT
}
