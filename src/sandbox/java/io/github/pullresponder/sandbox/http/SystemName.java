package io.github.pullresponder.sandbox.http;

/** The systems that a request can address. */
public enum SystemName {
    ARM,
    GRAPH,
    LOGS,
    REGISTRY,
    KUBERNETES,
    TEAMS,
    /** A host that belongs to no system of the estate: a request to it is an error of the caller. */
    UNKNOWN_HOST
}
