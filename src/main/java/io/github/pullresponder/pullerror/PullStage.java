package io.github.pullresponder.pullerror;

/** How far a pull came before it failed. */
public enum PullStage {
    /** The image reference was read. */
    REFERENCE,
    /** The pull secrets were read. */
    SECRET,
    /** The pull waited in the kubelet; no request was made yet. */
    QUEUE,
    /** A token was asked for. */
    AUTHORIZE,
    /** The tag or digest was resolved to a manifest. */
    RESOLVE,
    /** Manifests and blobs were fetched. */
    DOWNLOAD,
    /** Signatures and policies were checked. */
    VERIFY,
    /** Layers were extracted on the node. */
    UNPACK,
    /** The text does not say. */
    UNKNOWN
}
