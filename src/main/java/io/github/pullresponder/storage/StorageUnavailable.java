package io.github.pullresponder.storage;

/** The storage account did not do what was asked, after retries. Its message names what, and never an address or a key. */
public final class StorageUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageUnavailable(String what) {
        super(what);
    }
}
