package io.github.pullresponder.storage;

/** A row of a newer release, which is being rolled out; this release neither reads nor changes it. */
public final class WrittenByNewerReleaseException extends StorageUnavailableException {
    private static final long serialVersionUID = 1L;

    WrittenByNewerReleaseException(String what) {
        super(what);
    }
}
