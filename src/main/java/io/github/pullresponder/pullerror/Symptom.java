package io.github.pullresponder.pullerror;

/** What can be observed of a pull failure; many causes can share one symptom. */
public enum Symptom {
    /** The registry or its token endpoint does not accept who is asking, or not for this repository (401). */
    UNAUTHORIZED,
    /** The registry knows who is asking, or from where, and refuses (403). */
    FORBIDDEN,
    /** Registry, repository, tag, manifest or blob does not exist (404). */
    NOT_FOUND,
    /** The image is locked or quarantined (405). */
    DISALLOWED,
    /** No answer in time. */
    TIMEOUT,
    /** The name of a host has no address. */
    HOST_NOT_RESOLVED,
    /** The connection was refused, reset or cut, or the two ends do not speak the same protocol. */
    CONNECTION_FAILED,
    /** The HTTP proxy on the way did not let the request through. */
    PROXY_FAILED,
    /** The certificate of the host is not trusted by the node. */
    UNTRUSTED_CERTIFICATE,
    /** Too many requests (429). */
    THROTTLED,
    /** The registry itself failed (5xx). */
    REGISTRY_ERROR,
    /** The image exists, but not for the operating system and architecture of the node. */
    NO_MATCHING_PLATFORM,
    /** The manifest has a media type or schema that the runtime does not read. */
    UNSUPPORTED_MANIFEST,
    /** What arrived is shorter than announced or does not have the announced digest. */
    CORRUPT_CONTENT,
    /** A layer arrived but could not be extracted. */
    UNPACK_FAILED,
    /** The node has no room for the image. */
    NODE_DISK_FULL,
    /** The kubelet's own limit of pulls per second was reached. */
    NODE_PULL_LIMIT,
    /** The image reference cannot be parsed. */
    INVALID_REFERENCE,
    /** The kubelet could not read a pull secret. */
    PULL_SECRET_UNREADABLE,
    /** The image is not on the node and the pull policy is Never. */
    NEVER_PULL,
    /** A signature or image policy on the node rejects the image. */
    SIGNATURE_REJECTED,
    /** The pull was given up before it ended. */
    CANCELED,
    /** A pull failed, and the text does not say why. */
    BACK_OFF,
    /** The text does not tell of a pull failure. */
    NONE,
    /** The text is empty, or tells of a pull failure of no known kind. */
    UNKNOWN
}
