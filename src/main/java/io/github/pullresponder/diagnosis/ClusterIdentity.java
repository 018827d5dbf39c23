package io.github.pullresponder.diagnosis;

/** The principal that a cluster's nodes present to a registry: kubelet identity or service principal. */
public record ClusterIdentity(String name, String objectId) {
    /** As it is told: the name, and enough of the object id to find it. */
    public String described() {
        return "%s (object %s)".formatted(name, objectId);
    }
}
