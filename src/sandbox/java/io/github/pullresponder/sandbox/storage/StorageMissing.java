package io.github.pullresponder.sandbox.storage;

/** Reports that the requested storage is not available; the message names the remedy. */
public final class StorageMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageMissing(String message) {
        super(message);
    }
}
