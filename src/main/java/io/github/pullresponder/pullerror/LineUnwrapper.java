package io.github.pullresponder.pullerror;

import java.util.Set;

/**
 * Removes the line breaks of a terminal or of a YAML file. A break within a word is removed; a break between words remains as one
 * {@code \n}, which phrases treat as a space.
 *
 * <p>A terminal breaks a line at its last column, also within words; YAML and people break between words and indent the next line.
 * If neither applies, the variant with more known phrases is used. Takes time linear in the length of the text.
 */
final class LineUnwrapper {

    /** The minimum width of a terminal: shorter lines end where their writer ended them. */
    private static final int NARROWEST = 20;

    /** The usual widths of terminals. */
    private static final Set<Integer> USUAL_WIDTHS = Set.of(80, 100, 120, 132, 160, 200);

    /** Longer than every phrase. */
    private static final int NEAR = 64;

    private static final int LONGEST_QUOTED_REST = 800;

    private final CharSequence text;
    private final StringBuilder unwrapped;
    private boolean isUrl;
    private int quotesInWord;
    private int lineStart;
    private int lengthOfLineBefore = -1;

    private LineUnwrapper(CharSequence text) {
        this.text = text;
        this.unwrapped = new StringBuilder(text.length());
    }

    /** Returns the text with its lines joined. */
    static CharSequence unwrap(CharSequence text) {
        return text.chars().anyMatch(c -> c == '\n' || c == '\r') ? new LineUnwrapper(text).unwrap() : text;
    }

    private CharSequence unwrap() {
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (isLineEnd(c)) {
                position = join(position);
            } else {
                append(c);
                position++;
            }
        }
        return unwrapped;
    }

    private void append(char c) {
        unwrapped.append(c);
        if (c <= ' ') {
            isUrl = false;
            quotesInWord = 0;
        } else if (c == '"') {
            quotesInWord++;
        } else if (c == '/' && endsWith("://")) {
            isUrl = true;
        }
    }

    /** @return the start of the next line that is not empty */
    private int join(int lineEnd) {
        int next = lineEnd;
        int nextLine = lineEnd;
        while (next < text.length() && text.charAt(next) <= ' ') {
            nextLine = isLineEnd(text.charAt(next)) ? next + 1 : nextLine;
            next++;
        }
        boolean isIndented = next > nextLine;
        int length = lineEnd - lineStart;
        boolean isEscaped = length > 0 && unwrapped.charAt(unwrapped.length() - 1) == '\\';
        if (isEscaped) {
            // YAML's double quotes and shells.
            unwrapped.setLength(unwrapped.length() - 1);
            next = startsWithEscapedBlank(next) ? next + 1 : next;
        } else if (isIndented || endsWithBlank() || length < NARROWEST || !isWithinWord(next, length)) {
            trimEnd();
            append('\n');
            next = startsWithEscapedBlank(next) ? next + 2 : next;
        }
        lengthOfLineBefore = length;
        lineStart = nextLine;
        return next;
    }

    private boolean startsWithEscapedBlank(int start) {
        return start + 1 < text.length() && text.charAt(start) == '\\' && text.charAt(start + 1) == ' ';
    }

    private boolean endsWithBlank() {
        return unwrapped.isEmpty() || unwrapped.charAt(unwrapped.length() - 1) <= ' ';
    }

    private void trimEnd() {
        while (!unwrapped.isEmpty() && unwrapped.charAt(unwrapped.length() - 1) <= ' ') {
            unwrapped.setLength(unwrapped.length() - 1);
        }
    }

    private boolean isWithinWord(int next, int length) {
        int end = next;
        while (end < text.length() && end - next < NEAR && !isLineEnd(text.charAt(end))) {
            end++;
        }
        String before = unwrapped.substring(Math.max(0, unwrapped.length() - NEAR));
        String after = text.subSequence(next, end).toString();
        int joined = known(before + after);
        int apart = known(before + "\n" + after);
        return joined == apart ? isWithinName(next) || isFull(next, length) : joined > apart;
    }

    /** Returns the number of characters in phrases and status codes. */
    private static int known(String part) {
        return PullErrorTokenizer.scan(part).stream()
                .filter(token -> !(token.meaning() instanceof PullErrorUrl))
                .mapToInt(token -> token.end() - token.start())
                .sum();
    }

    /** URLs and quoted texts without a space are not broken between words. */
    private boolean isWithinName(int next) {
        if (quotesInWord % 2 == 1) {
            int end = next;
            while (end < text.length() && end - next < LONGEST_QUOTED_REST && text.charAt(end) > ' ') {
                if (text.charAt(end) == '"') {
                    return true;
                }
                end++;
            }
            return false;
        }
        return isUrl && (endsWith("sha256:") || ":\",;)]".indexOf(unwrapped.charAt(unwrapped.length() - 1)) < 0);
    }

    private boolean endsWith(String end) {
        int start = unwrapped.length() - end.length();
        return start >= 0 && unwrapped.indexOf(end, start) == start;
    }

    /** Returns true if the line ends at the last column: at a usual width, or at that of the line before or after it. */
    private boolean isFull(int next, int length) {
        int end = next;
        while (end < text.length() && end - next <= length && !isLineEnd(text.charAt(end))) {
            end++;
        }
        boolean isLast = end == text.length();
        boolean asLong = length == lengthOfLineBefore || (!isLast && end - next == length);
        return USUAL_WIDTHS.contains(length) || asLong;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
