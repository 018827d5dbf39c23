package io.github.pullresponder.sandbox.storage;

/** The storage that somebody asked for cannot be had; the message says what to do. */
public final class StorageMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageMissing(String message) {
        super(message);
    }
}
