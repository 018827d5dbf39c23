package io.github.pullresponder.checks.image;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.redaction.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Suggests corrections for a text that is not an image reference, if the intended reference is clear. */
final class ReferenceSyntaxCorrections {
    private ReferenceSyntaxCorrections() {}

    /** The most likely reference first; empty if none is clear. */
    static List<String> of(String written) {
        var plain = withoutUserInfo(withoutScheme(written.replaceAll("\\s", "")));
        if (Redaction.isCut(plain)) {
            // The redacted part is missing: the rest is another reference.
            return List.of();
        }
        return readings(plain).stream()
                .map(ReferenceSyntaxCorrections::withRepositoryInLowerCase)
                .filter(candidate -> ImageReference.find(candidate).isPresent())
                .distinct()
                .toList();
    }

    private static String withoutScheme(String text) {
        var end = text.indexOf("://");
        return end < 0 ? text : text.substring(end + 3);
    }

    /** Removes the user information of {@code robot:password@host/app}; the {@code @} of a digest is after the first slash. */
    private static String withoutUserInfo(String text) {
        var host = text.indexOf('@') + 1;
        return host > 0 && text.indexOf('/') > host ? text.substring(host) : text;
    }

    /** Of two tags, either may be the intended one. */
    private static List<String> readings(String text) {
        var path = text.indexOf('/') + 1;
        var first = text.indexOf(':', path);
        var second = first < 0 ? -1 : text.indexOf(':', first + 1);
        if (second < 0 || text.indexOf('@') >= 0) {
            return List.of(text);
        }
        var either = new ArrayList<String>();
        either.add(text.substring(0, second));
        either.add(text.substring(0, first) + text.substring(second));
        return either;
    }

    private static String withRepositoryInLowerCase(String text) {
        var path = text.indexOf('/') + 1;
        var end = text.indexOf(':', path) < 0 ? text.length() : text.indexOf(':', path);
        return text.substring(0, end).toLowerCase(Locale.ROOT) + text.substring(end);
    }
}
