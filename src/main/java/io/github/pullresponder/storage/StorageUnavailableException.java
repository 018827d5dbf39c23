package io.github.pullresponder.storage;

import java.util.Objects;

/**
 * Storage did not do what was asked, and may later. The message names what, and never an address or a key.
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
     * Returns the exception for storage that refuses access.
     *
     * @param role would permit it
     */
    public static StorageUnavailableException forbidden(String what, String role) {
        return new StorageUnavailableException(what + ": forbidden, needs " + role, true);
    }

    /** Whether a role is missing. */
    public boolean isForbidden() {
        return forbidden;
    }
}
