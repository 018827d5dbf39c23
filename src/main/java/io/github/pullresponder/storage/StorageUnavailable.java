package io.github.pullresponder.storage;

/** The storage account did not do what was asked, after retries. Its message names what, and never an address or a key. */
public final class StorageUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean forbidden;

    public StorageUnavailable(String what) {
        this(what, false);
    }

    private StorageUnavailable(String what, boolean forbidden) {
        super(what);
        this.forbidden = forbidden;
    }

    /** @param role would permit it */
    public static StorageUnavailable forbidden(String what, String role) {
        return new StorageUnavailable(what + ": forbidden, needs " + role, true);
    }

    /** Whether a role is missing. */
    public boolean isForbidden() {
        return forbidden;
    }
}
