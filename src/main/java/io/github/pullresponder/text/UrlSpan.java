package io.github.pullresponder.text;

/**
 * Where a URL lies in a text, found from the {@code ://} after its scheme.
 *
 * @param authorityStart after {@code ://}
 * @param hostStart after the user-info, if there is one
 * @param authorityEnd before path, query or fragment
 * @param pathEnd before the query, or a fragment that carries values
 * @param end of the whole URL
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

    /** Messages go on right behind a URL: a colon before the cause, a comma or bracket of the list around it. */
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
