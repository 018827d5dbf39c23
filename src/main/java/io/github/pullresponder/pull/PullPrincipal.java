package io.github.pullresponder.pull;

/** The Entra principal behind a pulling identity, whose roles decide. */
public record PullPrincipal(String name, String objectId) {
    /** A principal as reports name it: the name, and the object id to find it by. */
    public String described() {
        return "%s (object %s)".formatted(name, objectId);
    }
}
