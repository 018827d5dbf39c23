package io.github.pullresponder.queue;

import java.util.Objects;

/** A queue message is not a work item of a version that this release supports. */
public final class UnreadableWorkItemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableWorkItemException(String problem) {
        super("the work item cannot be read: " + problem);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
