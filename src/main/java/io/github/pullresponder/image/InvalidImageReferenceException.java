package io.github.pullresponder.image;

/** Thrown for a text that is not an image reference; contains the position of the first error, and the reason. */
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

    /** The reason in short plain English, without the text and the position. */
    public String reason() {
        return reason;
    }
}
