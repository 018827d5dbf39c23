package io.github.pullresponder.image;

import io.github.pullresponder.text.AsciiCharacters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The digest of a manifest: algorithm, colon, hexadecimal value. */
final class ImageDigest {

    private static final Map<String, Integer> HEX_CHARACTERS = Map.of("sha256", 64, "sha384", 96, "sha512", 128);
    private static final int FEWEST_HEX_CHARACTERS = 32;

    private final String text;
    private final int start;

    ImageDigest(String text, int start) {
        this.text = text;
        this.start = start;
    }

    void check() {
        if (start == text.length()) {
            throw invalid(start, "the digest is empty");
        }
        int second = text.indexOf('@', start);
        if (second >= 0) {
            throw invalid(second, "second digest");
        }
        int colon = text.indexOf(':', start);
        if (colon < 0) {
            throw invalid(start, "a digest has the form algorithm:hex");
        }
        checkAlgorithm(colon);
        checkHex(text.substring(start, colon), colon + 1);
    }

    /** Checks for components of letters and digits, each starting with a letter, joined by one of {@code + . _ -}. */
    private void checkAlgorithm(int end) {
        boolean componentStarts = true;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean joins = "+._-".indexOf(c) >= 0;
            boolean fits = componentStarts ? AsciiCharacters.isLetter(c) : AsciiCharacters.isLetterOrDigit(c) || joins;
            if (!fits) {
                throw invalid(i, "character %s is not valid here in a digest algorithm".formatted(c));
            }
            componentStarts = joins;
        }
        if (componentStarts) {
            throw invalid(end, "the digest algorithm is incomplete");
        }
    }

    private void checkHex(String algorithm, int hexStart) {
        @Nullable Integer wanted = HEX_CHARACTERS.get(algorithm);
        int length = text.length() - hexStart;
        boolean rightLength = wanted == null ? length >= FEWEST_HEX_CHARACTERS : length == wanted;
        if (rightLength && firstNonHex(algorithm, hexStart) == text.length()) {
            return;
        }
        String amount = wanted == null ? "at least " + FEWEST_HEX_CHARACTERS : wanted.toString();
        int position = Math.min(firstNonHex(algorithm, hexStart), hexStart + limit(wanted));
        throw invalid(position, "digest must be %s hex characters after %s:".formatted(amount, algorithm));
    }

    private static int limit(@Nullable Integer wanted) {
        return wanted == null ? Integer.MAX_VALUE / 2 : wanted;
    }

    /** The registered algorithms have lower-case digits only. */
    private int firstNonHex(String algorithm, int hexStart) {
        boolean registered = HEX_CHARACTERS.containsKey(algorithm);
        int position = hexStart;
        while (position < text.length()
                && (registered
                        ? AsciiCharacters.isLowerHex(text.charAt(position))
                        : AsciiCharacters.isHex(text.charAt(position)))) {
            position++;
        }
        return position;
    }

    private InvalidImageReferenceException invalid(int position, String reason) {
        return new InvalidImageReferenceException(text, position, reason);
    }
}
