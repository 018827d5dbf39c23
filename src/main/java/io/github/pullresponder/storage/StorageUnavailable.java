package io.github.pullresponder.storage;

/**
 * Storage did not do what was asked, and may later. The message names what, and never an address or a key.
 */
public sealed class StorageUnavailable extends RuntimeException permits WrittenByNewerRelease {
    private static final long serialVersionUID = 1L;

    public StorageUnavailable(String what) {
        super(what);
    }
}
