package io.github.pullresponder.pull;

import java.util.Objects;

/** Thrown by a question of the context that does not apply to this pull; the check is then not applicable. */
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
