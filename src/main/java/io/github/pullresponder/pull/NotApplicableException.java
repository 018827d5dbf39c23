package io.github.pullresponder.pull;

import java.util.Objects;

/** Thrown by a question of the context that makes no sense for this pull; the asking check is then not applicable. */
public final class NotApplicableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotApplicableException(String why) {
        super(why);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
