package io.github.pullresponder.cluster;

/**
 * A pattern for one label of a host, as in Go's {@code path/filepath.Match}: {@code *} matches any characters, and {@code [a-z]} or
 * {@code [^a-z]} matches one. An invalid pattern matches nothing.
 */
final class HostLabelGlob {
    private final String pattern;
    private int next;

    private HostLabelGlob(String pattern) {
        this.pattern = pattern;
    }

    static boolean matches(String pattern, String label) {
        var star = -1;
        var behindStar = 0;
        var read = 0;
        var reader = new HostLabelGlob(pattern);
        while (read < label.length() || reader.next < pattern.length()) {
            if (reader.next < pattern.length() && pattern.charAt(reader.next) == '*') {
                star = reader.next++;
                behindStar = read;
            } else if (read < label.length()
                    && reader.next < pattern.length()
                    && reader.matchesOne(label.charAt(read))) {
                read++;
            } else if (star >= 0 && behindStar < label.length()) {
                reader.next = star + 1;
                read = ++behindStar;
            } else {
                return false;
            }
        }
        return true;
    }

    /** Reads one character or class of the pattern, and moves past it if it matches the letter. */
    private boolean matchesOne(char letter) {
        if (pattern.charAt(next) != '[') {
            return pattern.charAt(next) == letter && ++next > 0;
        }
        var end = pattern.indexOf(']', next);
        if (end < 0) {
            return false;
        }
        var isNegated = pattern.startsWith("[^", next);
        var isIn = isIn(pattern.substring(next + (isNegated ? 2 : 1), end), letter);
        if (isIn == isNegated) {
            return false;
        }
        next = end + 1;
        return true;
    }

    private static boolean isIn(String ranges, char letter) {
        for (var i = 0; i < ranges.length(); i++) {
            var isRange = i + 2 < ranges.length() && ranges.charAt(i + 1) == '-';
            var last = ranges.charAt(isRange ? i + 2 : i);
            if (letter >= ranges.charAt(i) && letter <= last) {
                return true;
            }
            i += isRange ? 2 : 0;
        }
        return false;
    }
}
