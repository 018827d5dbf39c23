package io.github.pullresponder.storage;

/** Everything the responder keeps: work to be done, what it remembers, and what it found. */
public record Storage(WorkQueue queue, Table table, Blobs reports) {}
