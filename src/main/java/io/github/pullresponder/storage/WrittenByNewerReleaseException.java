package io.github.pullresponder.storage;

/** What is stored is left alone: only a newer release, which is being rolled out, knows what it means. */
public final class WrittenByNewerReleaseException extends StorageUnavailableException {
    private static final long serialVersionUID = 1L;

    WrittenByNewerReleaseException(String what) {
        super(what);
    }
}
