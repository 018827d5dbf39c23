package io.github.pullresponder.text;

/**
 * The position of a URL in a text, found from the {@code ://} after its scheme.
 *
 * @param authorityStart the position after {@code ://}
 * @param hostStart the position after the user-info, if there is one
 * @param authorityEnd the position before path, query or fragment
 * @param pathEnd the position before the query, or a fragment with values
 * @param end the end of the whole URL
 */
public record UrlSpan(int authorityStart, int hostStart, int authorityEnd, int pathEnd, int end) {

    public static UrlSpan after(CharSequence text, int authorityStart) {
        int end = withoutPunctuation(text, authorityStart, endOfUrlCharacters(text, authorityStart));
        int authorityEnd = authorityStart;
        int hostStart = authorityStart;
        while (authorityEnd < end && "/?#".indexOf(text.charAt(authorityEnd)) < 0) {
            if (text.charAt(authorityEnd) == '@') {
                hostStart = authorityEnd + 1;
            }
            authorityEnd++;
        }
        return new UrlSpan(authorityStart, hostStart, authorityEnd, pathEnd(text, authorityEnd, end), end);
    }

    private static int endOfUrlCharacters(CharSequence text, int from) {
        int end = from;
        while (end < text.length() && isUrlCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isUrlCharacter(char c) {
        return c > ' ' && c != '"' && c != '\'' && c != '<' && c != '>' && c != '\\' && c != '`' && c != 0x7f;
    }

    /** Excludes the punctuation of the message around a URL: a colon before the cause, or a comma or bracket of a list. */
    private static int withoutPunctuation(CharSequence text, int start, int urlEnd) {
        int end = urlEnd;
        while (end > start && ":,;.)]}".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        boolean bareAddress = end < urlEnd && text.charAt(end) == ']' && text.charAt(start) == '[';
        return bareAddress ? end + 1 : end;
    }

    private static int pathEnd(CharSequence text, int authorityEnd, int end) {
        int position = authorityEnd;
        int fragment = end;
        while (position < end && text.charAt(position) != '?') {
            char c = text.charAt(position);
            if (c == '#' && fragment == end) {
                fragment = position;
            }
            if (c == '=' && fragment < end) {
                return fragment;
            }
            position++;
        }
        return position;
    }
}
