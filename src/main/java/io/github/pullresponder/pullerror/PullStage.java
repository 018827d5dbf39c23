package io.github.pullresponder.pullerror;

/** The stage at which a pull failed. */
public enum PullStage {
    /** Parsing the image reference. */
    REFERENCE,
    /** Reading the pull secrets. */
    SECRET,
    /** Waiting in the kubelet, before the first request. */
    QUEUE,
    /** Requesting a token. */
    AUTHORIZE,
    /** Resolving the tag or digest to a manifest. */
    RESOLVE,
    /** Fetching manifests and blobs. */
    DOWNLOAD,
    /** Checking signatures and policies. */
    VERIFY,
    /** Extracting layers on the node. */
    UNPACK,
    /** The message does not contain the stage. */
    UNKNOWN
}
