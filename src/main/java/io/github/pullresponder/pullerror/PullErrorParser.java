package io.github.pullresponder.pullerror;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.redaction.Redaction;

/**
 * Reads what kubelets and runtimes say about failed pulls. A message is composed: kubelet, then CRI, then runtime, then
 * the phase, then an HTTP status or an error of Go's network packages; several attempts may stand in a list. The parser
 * reads these parts, not whole sentences, so that it also understands versions it was not written for.
 *
 * <p>Takes time linear in the length of the message, and never throws.
 */
public final class PullErrorParser {

    private PullErrorParser() {}

    /** What the message says; {@link Symptom#NONE} if it is not about a pull failure. */
    public static PullError parse(String message) {
        return MessageReader.read(readable(message));
    }

    /**
     * What the message says, where it is known to be about an image: a line of an error or the answer of a registry is enough.
     *
     * @param image the image as it was written; what the message ascribes to no host, its registry is taken to have said
     */
    public static PullError parseAbout(String image, String message) {
        return MessageReader.readAbout(ImageReference.find(image).map(ImageReference::host), readable(message));
    }

    private static String readable(String message) {
        return Redaction.of(LineUnwrapper.unwrap(message).toString());
    }
}
