package io.github.pullresponder.pullerror;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.text.Ascii;
import java.util.Optional;

/** Reads the names that follow an {@link PhrasePosition}: image references and hosts. */
final class NameReader {

    /** Host, repository, tag and digest at their longest. */
    private static final int LONGEST_IMAGE = 800;

    private static final int LONGEST_HOST = 260;

    private final CharSequence text;

    NameReader(CharSequence text) {
        this.text = text;
    }

    /** The reference after the anchor; empty if the message ends before the reference does. */
    Optional<String> image(Token anchor) {
        boolean quoted = anchor.meaning() == PhrasePosition.QUOTED_IMAGE;
        int end = quoted ? quoteAfter(anchor.end()) : wordEnd(anchor.end(), LONGEST_IMAGE);
        boolean complete = !quoted || (end < text.length() && text.charAt(end) == '"');
        String name = quoted ? between(anchor.end(), end) : withoutPunctuation(between(anchor.end(), end));
        String unescaped = name.endsWith("\\") ? name.substring(0, name.length() - 1) : name;
        return complete && !unescaped.isEmpty() ? Optional.of(unescaped) : Optional.empty();
    }

    /** The registry of the reference after the anchor, known even if the message ends within the reference. */
    Optional<String> imageHost(Token anchor) {
        Optional<String> parsed = image(anchor).flatMap(ImageReference::find).map(ImageReference::host);
        return parsed.isPresent() ? parsed : hostBeforeSlash(anchor.end());
    }

    /** The host after {@code lookup } or after an anchor for one. */
    Optional<String> host(int start) {
        String host = withoutPunctuation(between(start, wordEnd(start, LONGEST_HOST)));
        return host.isEmpty() ? Optional.empty() : Optional.of(host);
    }

    /** {@code reading manifest v1 in contoso.azurecr.io/app: …} */
    Optional<String> manifestHost(Token anchor) {
        int tagEnd = wordEnd(anchor.end(), LONGEST_HOST);
        String link = " in ";
        int hostStart = tagEnd + link.length();
        boolean linked = hostStart < text.length() && between(tagEnd, hostStart).equals(link);
        return linked ? hostBeforeSlash(hostStart) : Optional.empty();
    }

    private Optional<String> hostBeforeSlash(int start) {
        int end = start;
        while (end < text.length() && end - start < LONGEST_HOST && isHostCharacter(text.charAt(end))) {
            end++;
        }
        if (end == text.length() || text.charAt(end) != '/') {
            return Optional.empty();
        }
        return ImageReference.find(between(start, end) + "/a")
                .filter(reference -> reference.repository().equals("a"))
                .map(ImageReference::host);
    }

    private static boolean isHostCharacter(char c) {
        return Ascii.isLetterOrDigit(c) || ".-:[]".indexOf(c) >= 0;
    }

    private int quoteAfter(int start) {
        int end = start;
        while (end < text.length() && end - start < LONGEST_IMAGE && text.charAt(end) != '"') {
            end++;
        }
        return end;
    }

    private int wordEnd(int start, int longest) {
        int end = start;
        while (end < text.length() && end - start < longest && text.charAt(end) > ' ' && text.charAt(end) != '"') {
            end++;
        }
        return end;
    }

    private static String withoutPunctuation(String word) {
        int end = word.length();
        while (end > 0 && ":,;.)\\".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(0, end);
    }

    private String between(int start, int end) {
        return text.subSequence(start, end).toString();
    }
}
