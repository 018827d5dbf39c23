package io.github.pullresponder.sandbox.functions;

/** The queues of the storage account that the Functions host is connected to. */
@FunctionalInterface
public interface HostQueues {
    /** The queue with this name, which need not exist yet. */
    HostQueue named(String name);
}
