package io.github.pullresponder.storage;

/** The storage of the app: the queue of work items, the table with its state, and the reports. */
public record Storage(WorkQueue queue, Table table, Blobs reports) {}
