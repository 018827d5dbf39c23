package io.github.pullresponder.pullerror;

/** The words around an error, which show if it is about a pull. */
enum PullContextPhrase implements PhraseMeaning {
    /** The kubelet reports that a pull failed, without a reason so far. */
    KUBELET,
    /** The runtime or the registry describes a pull. */
    PULL,
    /** The beginning of any error of the runtime; about a pull only if no other words contradict. */
    RUNTIME,
    /** A list of errors of a registry; about a pull only if an image is known. */
    REGISTRY_ANSWER,
    /** The kubelet or the runtime describes other work: containers, networks, probes. */
    OTHER_WORK,
    /** The start of a list of attempts and of its first attempt. */
    LIST,
    /** The start of the next attempt in a list. */
    NEXT
}
