package io.github.pullresponder.image;

import io.github.pullresponder.text.AsciiCharacters;

/** Validates the domain of a registry: a DNS name, an IPv4 address or an IPv6 address in brackets, with an optional port. */
final class RegistryDomainSyntaxValidator {

    private final String text;
    private final int end;

    RegistryDomainSyntaxValidator(String text, int end) {
        this.text = text;
        this.end = end;
    }

    void check() {
        int nameEnd = text.charAt(0) == '[' ? afterAddressInBrackets() : afterName();
        if (nameEnd == end) {
            return;
        }
        if (text.charAt(nameEnd) != ':') {
            throw invalid(nameEnd, "character %s is not valid in a registry name".formatted(text.charAt(nameEnd)));
        }
        checkPort(nameEnd + 1);
    }

    private int afterName() {
        int position = 0;
        while (position < end && text.charAt(position) != ':') {
            checkNameCharacter(position);
            position++;
        }
        if (position == 0) {
            throw invalid(0, "a registry name is missing");
        }
        return position;
    }

    private void checkNameCharacter(int position) {
        char c = text.charAt(position);
        if (AsciiCharacters.isLetterOrDigit(c)) {
            return;
        }
        if (c != '.' && c != '-') {
            throw invalid(position, "character %s is not valid in a registry name".formatted(c));
        }
        boolean afterLetter = position > 0 && fits(c, text.charAt(position - 1));
        boolean beforeLetter = position + 1 < end && fits(c, text.charAt(position + 1));
        if (!afterLetter || !beforeLetter) {
            throw invalid(position, "%s must be between letters or digits in a registry name".formatted(c));
        }
    }

    /** Consecutive hyphens are valid, consecutive dots are not, and neither may follow the other. */
    private static boolean fits(char separator, char neighbour) {
        return AsciiCharacters.isLetterOrDigit(neighbour) || (separator == '-' && neighbour == '-');
    }

    private int afterAddressInBrackets() {
        int close = text.indexOf(']');
        if (close < 0 || close >= end) {
            throw invalid(0, "bracket [ is not closed");
        }
        if (close == 1) {
            throw invalid(1, "an IPv6 address is missing");
        }
        for (int i = 1; i < close; i++) {
            if (!AsciiCharacters.isHex(text.charAt(i)) && text.charAt(i) != ':') {
                throw invalid(i, "character %s is not valid in an IPv6 address".formatted(text.charAt(i)));
            }
        }
        return close + 1;
    }

    private void checkPort(int start) {
        if (start == end) {
            throw invalid(start, "the port is empty");
        }
        for (int i = start; i < end; i++) {
            if (!AsciiCharacters.isDigit(text.charAt(i))) {
                throw invalid(i, "a port may only contain digits");
            }
        }
    }

    private InvalidImageReferenceException invalid(int position, String reason) {
        return new InvalidImageReferenceException(text, position, reason);
    }
}
