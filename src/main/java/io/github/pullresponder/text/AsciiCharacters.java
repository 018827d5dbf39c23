package io.github.pullresponder.text;

/** Character classes of the parsed grammars. They contain ASCII only, unlike those of {@link Character}. */
public final class AsciiCharacters {

    private AsciiCharacters() {}

    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isLower(int c) {
        return c >= 'a' && c <= 'z';
    }

    public static boolean isUpper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    public static boolean isLetter(int c) {
        return isLower(c) || isUpper(c);
    }

    public static boolean isLetterOrDigit(int c) {
        return isLetter(c) || isDigit(c);
    }

    public static boolean isLowerHex(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    public static boolean isHex(int c) {
        return isLowerHex(c) || (c >= 'A' && c <= 'F');
    }

    public static char toLower(char c) {
        return isUpper(c) ? (char) (c + ('a' - 'A')) : c;
    }

    public static String toLower(CharSequence text, int start, int end) {
        StringBuilder lower = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            lower.append(toLower(text.charAt(i)));
        }
        return lower.toString();
    }
}
