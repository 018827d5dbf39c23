package io.github.pullresponder.redaction;

import io.github.pullresponder.image.ImageReference;
import java.util.Optional;

/**
 * A text without its secrets: token URLs name accounts and repositories, data URLs carry signatures, servers echo tokens, and
 * command lines hold passwords. Takes time linear in the length of the text.
 *
 * <p>Every text that comes from outside and may come out again passes through here where it enters.
 */
public final class Redaction {
    private static final String REMOVED = "REDACTED";

    private Redaction() {}

    /** The text with {@code REDACTED} in the place of each secret; URLs lose their user-info, query and fragment. */
    public static String of(CharSequence text) {
        var decoded = DecodedText.of(text);
        var secrets = new SecretSpans(decoded.length());
        UrlSecrets.mark(decoded, secrets);
        UserInfo.mark(decoded, secrets);
        TokenForms.mark(decoded, secrets);
        KeyedValues.mark(decoded, secrets);
        return secrets.cutOutOf(decoded, REMOVED);
    }

    /** The same for a text that may be absent. */
    public static Optional<String> of(Optional<String> text) {
        return text.map(Redaction::of);
    }

    /** An image reference without user-info, tokens and query. Its tag is no value, whatever the repository is called. */
    public static String ofImage(String image) {
        var decoded = DecodedText.of(image);
        var secrets = new SecretSpans(decoded.length());
        UrlSecrets.mark(decoded, secrets);
        UserInfo.markInImage(decoded, secrets);
        TokenForms.mark(decoded, secrets);
        if (ImageReference.find(image).isEmpty()) {
            // More than a reference: whatever stands there came by mistake.
            KeyedValues.mark(decoded, secrets);
            markQuery(decoded, secrets);
        }
        return secrets.cutOutOf(decoded, REMOVED);
    }

    /** Whether something was taken out of the text, so that it no longer says what its writer meant. */
    public static boolean isCut(String text) {
        return text.contains(REMOVED);
    }

    /** A reference has neither query nor fragment, but may have been copied with one. */
    private static void markQuery(DecodedText image, SecretSpans secrets) {
        for (int i = 0; i < image.length(); i++) {
            if ("?#".indexOf(image.charAt(i)) >= 0 && !secrets.isDropped(i)) {
                secrets.redact(i + 1, image.length());
                return;
            }
        }
    }
}
