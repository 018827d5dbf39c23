package io.github.pullresponder.sandbox.http;

/** The systems a request can be meant for. */
public enum SystemName {
    ARM,
    GRAPH,
    LOGS,
    REGISTRY,
    KUBERNETES,
    TEAMS,
    /** A host that no system of the estate has: asking for it is a fault of the asker. */
    UNKNOWN_HOST
}
