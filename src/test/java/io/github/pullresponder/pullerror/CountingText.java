package io.github.pullresponder.pullerror;

/** A text that counts how often its characters are read, so that tests can bound work without a clock. */
final class CountingText implements CharSequence {

    private final String text;
    private long reads;

    CountingText(String text) {
        this.text = text;
    }

    long reads() {
        return reads;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        reads++;
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        reads += end - start;
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        reads += text.length();
        return text;
    }
}
