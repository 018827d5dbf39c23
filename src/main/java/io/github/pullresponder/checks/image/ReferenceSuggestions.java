package io.github.pullresponder.checks.image;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.redaction.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was meant by a text that is no image reference, where that is clear. */
final class ReferenceSuggestions {
    private ReferenceSuggestions() {}

    /** The likeliest first; none where it is not clear. */
    static List<String> of(String written) {
        var plain = withoutUserInfo(withoutScheme(written.replaceAll("\\s", "")));
        if (Redaction.isCut(plain)) {
            // What stood there is gone: the rest is another reference.
            return List.of();
        }
        return readings(plain).stream()
                .map(ReferenceSuggestions::withRepositoryInLowerCase)
                .filter(it -> ImageReference.find(it).isPresent())
                .distinct()
                .toList();
    }

    private static String withoutScheme(String text) {
        var end = text.indexOf("://");
        return end < 0 ? text : text.substring(end + 3);
    }

    /** {@code robot:password@host/app}; a digest stands behind the first slash. */
    private static String withoutUserInfo(String text) {
        var host = text.indexOf('@') + 1;
        return host > 0 && text.indexOf('/') > host ? text.substring(host) : text;
    }

    /** Of two tags either may be meant. */
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
