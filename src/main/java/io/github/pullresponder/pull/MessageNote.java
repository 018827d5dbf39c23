package io.github.pullresponder.pull;

import io.github.pullresponder.pullerror.Symptom;

/**
 * What a reader has to know of the message that came with a trigger.
 *
 * @param said what the message says
 */
public record MessageNote(Kind kind, Symptom said) {

    /** Why the message is not all there is to it. */
    public enum Kind {
        /** It does not describe a failed pull in words that are known: it was not used. */
        NOT_UNDERSTOOD,
        /** The pod's own events describe another failure: they were used. */
        EVENTS_DIFFER,
        /** Nothing about the pod shows a failed pull any more: the message was used. */
        NO_LONGER_FAILING
    }
}
