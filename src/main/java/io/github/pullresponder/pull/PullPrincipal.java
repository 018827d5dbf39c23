package io.github.pullresponder.pull;

/** The Entra principal behind a pulling identity, whose roles decide. */
public record PullPrincipal(String name, String objectId) {
    /** The principal in reports: its name, and its object id for searches. */
    public String described() {
        return "%s (object %s)".formatted(name, objectId);
    }
}
