package io.github.pullresponder.text;

/**
 * Removes from text what is not printable: controls, which move a cursor, end a line or change colors, and marks that change
 * the direction of writing, so that a text looks like another.
 */
public final class NonPrintableCharacterFilter {
    private NonPrintableCharacterFilter() {}

    public static boolean is(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /**
     * Converts a text to printable ASCII, as HTTP headers and the metadata of blobs require ("Setting and retrieving properties
     * and metadata for Blob resources").
     *
     * @param longest the maximum length of the result; the rest is cut
     */
    public static String ascii(String text, int longest) {
        var ascii = text.replaceAll("[^ -~]+", " ").strip();
        return ascii.length() <= longest ? ascii : ascii.substring(0, longest);
    }

    public static String of(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().map(c -> is(c) ? c : ' ').forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
