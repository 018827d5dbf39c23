package io.github.pullresponder.storage;

/** The storage of the app: the queue of work items, the table with its state, and the reports. */
public record AppStorage(WorkQueue queue, StorageTable table, BlobContainer reports) {}
