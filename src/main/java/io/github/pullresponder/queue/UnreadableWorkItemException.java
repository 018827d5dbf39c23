package io.github.pullresponder.queue;

import java.util.Objects;

/** A queue message that is no work item of a version this process knows. */
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
