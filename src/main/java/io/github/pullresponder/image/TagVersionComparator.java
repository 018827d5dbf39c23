package io.github.pullresponder.image;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Orders tags like version numbers: {@code 1.10} comes after {@code 1.9}. */
public final class TagVersionComparator {
    /** The boundary between a digit and a non-digit. */
    private static final Pattern PARTS = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

    public static final Comparator<String> BY_VERSION = TagVersionComparator::compare;

    private TagVersionComparator() {}

    private static int compare(String one, String other) {
        var left = PARTS.split(one, -1);
        var right = PARTS.split(other, -1);
        for (var i = 0; i < Math.min(left.length, right.length); i++) {
            var difference = comparePart(left[i], right[i]);
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int comparePart(String one, String other) {
        return isNumber(one) && isNumber(other)
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareToIgnoreCase(other);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }
}
