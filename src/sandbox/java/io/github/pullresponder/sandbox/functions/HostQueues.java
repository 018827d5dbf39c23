package io.github.pullresponder.sandbox.functions;

/** The queues of the storage account that the Functions host is connected with. */
@FunctionalInterface
public interface HostQueues {
    /** The queue of this name; it need not be there yet. */
    HostQueue named(String name);
}
