package io.github.pullresponder.redaction;

import java.util.Arrays;

/**
 * A text after the removal of escapes: percent encoding (also double encoding), HTML entities, and the backslashes of JSON.
 * Each character has its position in the original text, so that a match here can be removed there.
 */
final class TextWithoutEscapes implements CharSequence {
    private static final int DEEPEST = 64;
    private static final String QUOTES = "\"'`";

    private final CharSequence text;
    private char[] characters;
    private int[] starts;
    private byte[] depths;
    private boolean[] percent;
    private int length;

    private TextWithoutEscapes(CharSequence text, int capacity) {
        this.text = text;
        this.characters = new char[capacity];
        this.starts = new int[capacity + 1];
        this.depths = new byte[capacity];
        this.percent = new boolean[capacity];
    }

    static TextWithoutEscapes of(CharSequence text) {
        String raw = text.toString();
        return withoutEntities(raw).withoutBackslashes();
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return characters[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(characters, start, end - start);
    }

    @Override
    public String toString() {
        return new String(characters, 0, length);
    }

    /** The number of backslashes before a quote; a quote closes one of its kind and depth. */
    int depth(int index) {
        return depths[index];
    }

    /** Returns true if the character was percent-encoded: then it is part of the value around it, whatever the character is. */
    boolean isPercentEncoded(int index) {
        return percent[index];
    }

    /** The original text of the character. */
    CharSequence raw(int index) {
        return text.subSequence(starts[index], starts[index + 1]);
    }

    /** Replaces each percent-encoded character by one that does not end a URL. */
    CharSequence withOpaquePercents() {
        char[] opaque = Arrays.copyOf(characters, length);
        for (int i = 0; i < length; i++) {
            if (percent[i]) {
                opaque[i] = '_';
            }
        }
        return java.nio.CharBuffer.wrap(opaque);
    }

    private void add(char c, int start, int depth, boolean encoded) {
        characters[length] = c;
        starts[length] = start;
        depths[length] = (byte) Math.min(depth, DEEPEST);
        percent[length] = encoded;
        length++;
    }

    private TextWithoutEscapes end() {
        starts[length] = text.length();
        characters = Arrays.copyOf(characters, length);
        starts = Arrays.copyOf(starts, length + 1);
        depths = Arrays.copyOf(depths, length);
        percent = Arrays.copyOf(percent, length);
        return this;
    }

    private static TextWithoutEscapes withoutEntities(String text) {
        var decoded = new TextWithoutEscapes(text, text.length());
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            int end = -1;
            if (c == '%') {
                int digits = afterRepeatedPercent(text, position);
                int value = hexadecimal(text, digits, 2);
                if (value >= 0) {
                    decoded.add((char) value, position, 0, true);
                    end = digits + 2;
                }
            } else if (c == '&') {
                var entity = HtmlEntity.at(text, position);
                if (entity != null) {
                    decoded.add(entity.character(), position, 1, false);
                    end = entity.end();
                }
            }
            if (end < 0) {
                decoded.add(c, position, 0, false);
                end = position + 1;
            }
            position = end;
        }
        return decoded.end();
    }

    /** {@code %253D} is {@code %3D}, encoded once more. */
    private static int afterRepeatedPercent(String text, int percent) {
        int digits = percent + 1;
        while (text.startsWith("25", digits) && hexadecimal(text, digits + 2, 2) >= 0) {
            digits += 2;
        }
        return digits;
    }

    private TextWithoutEscapes withoutBackslashes() {
        var decoded = new TextWithoutEscapes(text, length);
        int position = 0;
        while (position < length) {
            position = characters[position] == '\\' ? decoded.addEscaped(this, position) : decoded.copy(this, position);
        }
        return decoded.end();
    }

    private int copy(TextWithoutEscapes from, int position) {
        add(from.characters[position], from.starts[position], from.depths[position], from.percent[position]);
        return position + 1;
    }

    /** Returns the position to continue from. */
    private int addEscaped(TextWithoutEscapes from, int first) {
        int position = first;
        while (position < from.length && from.characters[position] == '\\') {
            position++;
        }
        int backslashes = position - first;
        if (position == from.length) {
            return copyAll(from, first, position);
        }
        char c = from.characters[position];
        int start = from.starts[first];
        boolean encoded = from.percent[position];
        if (QUOTES.indexOf(c) >= 0) {
            add(c, start, backslashes + from.depths[position], encoded);
            return position + 1;
        }
        if (c == '/') {
            add(c, start, 0, encoded);
            return position + 1;
        }
        if (c == 'n' || c == 'r' || c == 't') {
            add(c == 't' ? '\t' : '\n', start, 0, encoded);
            return position + 1;
        }
        int digits = c == 'u' ? 4 : 2;
        int value = c == 'u' || c == 'x' ? hexadecimal(from, position + 1, digits) : -1;
        if (value >= 0) {
            add((char) value, start, backslashes, encoded);
            return position + 1 + digits;
        }
        return copyAll(from, first, position);
    }

    private int copyAll(TextWithoutEscapes from, int first, int end) {
        for (int i = first; i < end; i++) {
            copy(from, i);
        }
        return end;
    }

    /** Returns the value of some hexadecimal digits, or -1 if there are none. */
    private static int hexadecimal(CharSequence text, int start, int digits) {
        if (start + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < start + digits; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = 16 * value + digit;
        }
        return value;
    }
}
