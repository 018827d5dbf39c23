package io.github.pullresponder.pullerror;

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
        return MessageReader.read(Redaction.of(message));
    }
}
