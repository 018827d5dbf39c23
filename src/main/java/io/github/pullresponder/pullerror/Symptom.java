package io.github.pullresponder.pullerror;

/** What can be observed of a pull failure; many causes can share one symptom. */
public enum Symptom {
    /** The registry or its token endpoint does not accept who is asking, or not for this repository (401). */
    UNAUTHORIZED("401 unauthorized"),
    /** The registry knows who is asking, or from where, and refuses (403). */
    FORBIDDEN("403 forbidden"),
    /** Registry, repository, tag, manifest or blob does not exist (404). */
    NOT_FOUND("not found"),
    /** The image is locked or quarantined (405). */
    DISALLOWED("405 not allowed"),
    /** No answer in time. */
    TIMEOUT("timeout"),
    /** The name of a host has no address. */
    HOST_NOT_RESOLVED("host not resolved"),
    /** The connection was refused, reset or cut, or the two ends do not speak the same protocol. */
    CONNECTION_FAILED("connection failed"),
    /** The HTTP proxy on the way did not let the request through. */
    PROXY_FAILED("proxy failed"),
    /** The certificate of the host is not trusted by the node. */
    UNTRUSTED_CERTIFICATE("untrusted certificate"),
    /** Too many requests (429). */
    THROTTLED("429 too many requests"),
    /** The registry itself failed (5xx). */
    REGISTRY_ERROR("registry error"),
    /** The image exists, but not for the operating system and architecture of the node. */
    NO_MATCHING_PLATFORM("no image for this platform"),
    /** The manifest has a media type or schema that the runtime does not read. */
    UNSUPPORTED_MANIFEST("unsupported manifest"),
    /** What arrived is shorter than announced or does not have the announced digest. */
    CORRUPT_CONTENT("corrupt content"),
    /** A layer arrived but could not be extracted. */
    UNPACK_FAILED("unpacking failed"),
    /** The node has no room for the image. */
    NODE_DISK_FULL("node disk full"),
    /** The kubelet's own limit of pulls per second was reached. */
    NODE_PULL_LIMIT("node pull limit"),
    /** The image reference cannot be parsed. */
    INVALID_REFERENCE("invalid image reference"),
    /** The kubelet could not read a pull secret. */
    PULL_SECRET_UNREADABLE("pull secret unreadable"),
    /** The image is not on the node and the pull policy is Never. */
    NEVER_PULL("pull policy Never"),
    /** The image is on the node, the pull policy is Never, and the pod does not have the credentials that it was pulled with. */
    PRESENT_IMAGE_NOT_ALLOWED("present image not allowed"),
    /** A signature or image policy on the node rejects the image. */
    SIGNATURE_REJECTED("signature rejected"),
    /** The pull was given up before it ended. */
    CANCELED("canceled"),
    /** A pull failed, and the text does not say why. */
    BACK_OFF("back-off without a reason"),
    /** The text is not about a pull failure. */
    NONE("no failure"),
    /** The text is empty, or an unrecognized error. */
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
