package io.github.pullresponder.redaction;

import io.github.pullresponder.image.ImageReference;
import java.util.Optional;

/**
 * Removes secrets from text: token URLs name accounts and repositories, data URLs contain signatures, servers echo tokens, and
 * command lines contain passwords. Takes time linear in the length of the text.
 *
 * <p>Every text from outside that may be output again is redacted where it enters.
 */
public final class Redaction {
    private static final String REMOVED = "REDACTED";

    private Redaction() {}

    /** Replaces each secret with {@code REDACTED}; URLs lose their user-info, query and fragment. */
    public static String of(CharSequence text) {
        var decoded = TextWithoutEscapes.of(text);
        var secrets = new SecretSpans(decoded.length());
        UrlSecrets.mark(decoded, secrets);
        UserInfoSecrets.mark(decoded, secrets);
        SecretTokenDetector.mark(decoded, secrets);
        KeyValueSecrets.mark(decoded, secrets);
        return secrets.cutOutOf(decoded, REMOVED);
    }

    /** Redacts a text that may be absent. */
    public static Optional<String> of(Optional<String> text) {
        return text.map(Redaction::of);
    }

    /** Removes user-info, tokens and query from an image reference. Its tag is not a secret, whatever the name of the repository. */
    public static String ofImage(String image) {
        var decoded = TextWithoutEscapes.of(image);
        var secrets = new SecretSpans(decoded.length());
        UrlSecrets.mark(decoded, secrets);
        UserInfoSecrets.markInImage(decoded, secrets);
        SecretTokenDetector.mark(decoded, secrets);
        if (ImageReference.find(image).isEmpty()) {
            // The text is more than a reference; the rest is there by mistake.
            KeyValueSecrets.mark(decoded, secrets);
            markQuery(decoded, secrets);
        }
        return secrets.cutOutOf(decoded, REMOVED);
    }

    /** Returns true if something was removed from the text, so that it no longer has its original meaning. */
    public static boolean isCut(String text) {
        return text.contains(REMOVED);
    }

    /** Removes a query or fragment, which a reference does not have, but may have been copied with. */
    private static void markQuery(TextWithoutEscapes image, SecretSpans secrets) {
        for (int i = 0; i < image.length(); i++) {
            if ("?#".indexOf(image.charAt(i)) >= 0 && !secrets.isDropped(i)) {
                secrets.redact(i + 1, image.length());
                return;
            }
        }
    }
}
