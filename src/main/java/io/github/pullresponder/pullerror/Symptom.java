package io.github.pullresponder.pullerror;

/** The observable kind of a pull failure; many causes can share one symptom. */
public enum Symptom {
    /** The registry or its token endpoint does not accept the client's credentials, or not for this repository (401). */
    UNAUTHORIZED("401 unauthorized"),
    /** The registry knows the client or its address, and refuses access (403). */
    FORBIDDEN("403 forbidden"),
    /** Registry, repository, tag, manifest or blob does not exist (404). */
    NOT_FOUND("not found"),
    /** The image is locked or quarantined (405). */
    DISALLOWED("405 not allowed"),
    /** No answer in time. */
    TIMEOUT("timeout"),
    /** The name of a host cannot be resolved to an address. */
    HOST_NOT_RESOLVED("host not resolved"),
    /** The connection was refused, reset or interrupted, or the two ends use different protocols. */
    CONNECTION_FAILED("connection failed"),
    /** The HTTP proxy on the network path did not allow the request. */
    PROXY_FAILED("proxy failed"),
    /** The certificate of the host is not trusted by the node. */
    UNTRUSTED_CERTIFICATE("untrusted certificate"),
    /** Too many requests (429). */
    THROTTLED("429 too many requests"),
    /** The registry itself failed (5xx). */
    REGISTRY_ERROR("registry error"),
    /** The image exists, but not for the operating system and architecture of the node. */
    NO_MATCHING_PLATFORM("no image for this platform"),
    /** The runtime does not support the media type or schema of the manifest. */
    UNSUPPORTED_MANIFEST("unsupported manifest"),
    /** The content is shorter than announced or does not have the announced digest. */
    CORRUPT_CONTENT("corrupt content"),
    /** A layer arrived but could not be extracted. */
    UNPACK_FAILED("unpacking failed"),
    /** The node does not have enough disk space for the image. */
    NODE_DISK_FULL("node disk full"),
    /** The kubelet's own pull rate limit was reached. */
    NODE_PULL_LIMIT("node pull limit"),
    /** The image reference cannot be parsed. */
    INVALID_REFERENCE("invalid image reference"),
    /** The kubelet could not read a pull secret. */
    PULL_SECRET_UNREADABLE("pull secret unreadable"),
    /** The image is not on the node and the pull policy is Never. */
    NEVER_PULL("pull policy Never"),
    /** The image is on the node, the pull policy is Never, and the pod does not have the credentials with which it was pulled. */
    PRESENT_IMAGE_NOT_ALLOWED("present image not allowed"),
    /** A signature or image policy on the node rejects the image. */
    SIGNATURE_REJECTED("signature rejected"),
    /** The pull was canceled before it completed. */
    CANCELED("canceled"),
    /** A pull failed, and the message contains no reason. */
    BACK_OFF("back-off without a reason"),
    /** The message is not about a pull failure. */
    NONE("no failure"),
    /** The message is empty, or an unrecognized error. */
    UNKNOWN("unrecognized error");

    private final String label;

    Symptom(String label) {
        this.label = label;
    }

    /** Its name in reports, cards and docs. */
    public String label() {
        return label;
    }
}
