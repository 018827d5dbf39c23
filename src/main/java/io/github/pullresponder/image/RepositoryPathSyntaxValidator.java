package io.github.pullresponder.image;

import io.github.pullresponder.text.AsciiCharacters;

/** Validates the path of a repository: lower-case components between slashes, with separators only between letters or digits. */
final class RepositoryPathSyntaxValidator {

    private final String text;
    private final int start;
    private final int end;

    RepositoryPathSyntaxValidator(String text, int start, int end) {
        this.text = text;
        this.start = start;
        this.end = end;
    }

    void check() {
        if (start == end) {
            throw invalid(start, "a repository name is missing");
        }
        int position = start;
        while (position < end) {
            position = afterComponent(position);
            if (position == end) {
                return;
            }
            position++;
        }
        throw invalid(end, "a path component is empty");
    }

    private int afterComponent(int from) {
        if (text.charAt(from) == '/') {
            throw invalid(from, "a path component is empty");
        }
        int position = from;
        while (position < end && text.charAt(position) != '/') {
            position = isAlphanumeric(position) ? position + 1 : afterSeparator(from, position);
        }
        return position;
    }

    private int afterSeparator(int componentStart, int from) {
        char separator = text.charAt(from);
        if (AsciiCharacters.isUpper(separator)) {
            throw invalid(from, "a repository name must be lower case");
        }
        if (separator != '.' && separator != '_' && separator != '-') {
            throw invalid(from, "character %s is not valid in a repository name".formatted(separator));
        }
        int position = from;
        while (position < end && text.charAt(position) == separator && position - from < longestRunOf(separator)) {
            position++;
        }
        boolean between = from > componentStart && position < end && isAlphanumericOrWrongCase(position);
        if (!between) {
            throw invalid(from, "separator %s must be between letters or digits".formatted(separator));
        }
        return position;
    }

    private int longestRunOf(char separator) {
        return switch (separator) {
            case '.' -> 1;
            case '_' -> 2;
            default -> Integer.MAX_VALUE;
        };
    }

    private boolean isAlphanumeric(int position) {
        char c = text.charAt(position);
        return AsciiCharacters.isLower(c) || AsciiCharacters.isDigit(c);
    }

    /** Accepts upper-case letters, so that one after a separator is reported for its case, not for the separator. */
    private boolean isAlphanumericOrWrongCase(int position) {
        return AsciiCharacters.isLetterOrDigit(text.charAt(position));
    }

    private InvalidImageReferenceException invalid(int position, String reason) {
        return new InvalidImageReferenceException(text, position, reason);
    }
}
