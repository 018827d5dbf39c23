package io.github.pullresponder.image;

/** A text is not an image reference; says where it stops being one, and why. */
public final class InvalidImageReferenceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int position;
    private final String reason;

    InvalidImageReferenceException(String text, int position, String reason) {
        super("\"%s\" is not an image reference: %s (at position %d)".formatted(text, reason, position));
        this.position = position;
        this.reason = reason;
    }

    /** Index into the text, from 0; the length of the text if something is missing at its end. */
    public int position() {
        return position;
    }

    /** Short plain English, without the text and the position. */
    public String reason() {
        return reason;
    }
}
