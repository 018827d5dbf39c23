package io.github.pullresponder.redaction;

/** The characters of a text to remove: some without a trace, others with a replacement word. */
final class SecretSpans {
    private static final byte VISIBLE = 0;
    private static final byte REDACTED = 1;
    private static final byte DROPPED = 2;

    private final byte[] fates;

    SecretSpans(int length) {
        this.fates = new byte[length];
    }

    void redact(int start, int end) {
        for (int i = start; i < end; i++) {
            fates[i] = fates[i] == DROPPED ? DROPPED : REDACTED;
        }
    }

    void drop(int start, int end) {
        for (int i = start; i < end; i++) {
            fates[i] = DROPPED;
        }
    }

    boolean isDropped(int index) {
        return fates[index] == DROPPED;
    }

    String cutOutOf(TextWithoutEscapes text, String removed) {
        var redacted = new StringBuilder(text.length());
        byte before = VISIBLE;
        for (int i = 0; i < fates.length; i++) {
            if (fates[i] == VISIBLE) {
                redacted.append(text.raw(i));
            } else if (fates[i] == REDACTED && before != REDACTED) {
                redacted.append(removed);
            }
            before = fates[i];
        }
        return redacted.toString();
    }
}
