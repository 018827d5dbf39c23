package io.github.pullresponder.read;

/** An answer is larger than the limit for all answers, whatever length its header announced. */
public final class ResponseTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Maximum size of an answer in bytes. */
    public static final int MOST = 4 << 20;

    public ResponseTooLargeException() {
        super("an answer of more than " + MOST + " bytes");
    }
}
