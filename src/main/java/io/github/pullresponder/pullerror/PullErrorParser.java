package io.github.pullresponder.pullerror;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.redaction.Redaction;

/**
 * Parses messages of kubelets and runtimes about failed pulls. A message is composed: kubelet, then CRI, then runtime, then
 * the phase, then an HTTP status or an error of Go's network packages; it may list several attempts. The parser reads
 * these parts, not whole sentences, so that it also supports versions for which it was not written.
 *
 * <p>Takes time linear in the length of the message, and never throws.
 */
public final class PullErrorParser {

    private PullErrorParser() {}

    /** Parses a message; {@link Symptom#NONE} if it is not about a pull failure. */
    public static PullError parse(String message) {
        return PullMessageParser.read(readable(message));
    }

    /**
     * Parses a message that is about an image: a line of an error or the response of a registry is enough.
     *
     * @param image the image as it was written; its registry is assumed for errors without a host
     */
    public static PullError parseAbout(String image, String message) {
        return PullMessageParser.readAbout(ImageReference.find(image).map(ImageReference::host), readable(message));
    }

    private static String readable(String message) {
        return Redaction.of(LineUnwrapper.unwrap(message).toString());
    }
}
