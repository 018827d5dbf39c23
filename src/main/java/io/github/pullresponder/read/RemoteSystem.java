package io.github.pullresponder.read;

/** The systems that Pull Responder reads; a report counts the calls to each. */
public enum RemoteSystem {
    ARM,
    GRAPH,
    REGISTRY,
    KUBERNETES,
    LOGS
}
