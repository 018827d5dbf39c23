package io.github.pullresponder.storage;

import java.util.Objects;

/**
 * A storage request failed, and may succeed later. The message names the queue, table or container, and never an address or a key.
 */
public sealed class StorageUnavailableException extends RuntimeException permits WrittenByNewerReleaseException {
    private static final long serialVersionUID = 1L;

    private final boolean forbidden;

    public StorageUnavailableException(String what) {
        this(what, false);
    }

    private StorageUnavailableException(String what, boolean forbidden) {
        super(what);
        this.forbidden = forbidden;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /**
     * Returns the exception for storage that denies access.
     *
     * @param role the role that permits it
     */
    public static StorageUnavailableException forbidden(String what, String role) {
        return new StorageUnavailableException(what + ": forbidden, needs " + role, true);
    }

    /** Returns true if a role is missing. */
    public boolean isForbidden() {
        return forbidden;
    }
}
