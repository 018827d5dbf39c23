package io.github.pullresponder.sandbox.storage;

/** The requested storage is not available; the message says what to do. */
public final class StorageMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageMissing(String message) {
        super(message);
    }
}
