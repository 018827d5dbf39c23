package io.github.pullresponder.read;

/** An answer goes on beyond what is read of any answer, whatever length its header has announced. */
public final class AnswerTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Bytes of an answer that are read at most. */
    public static final int MOST = 4 << 20;

    public AnswerTooLargeException() {
        super("an answer of more than " + MOST + " bytes");
    }
}
