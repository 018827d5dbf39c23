package io.github.pullresponder.pull;

import io.github.pullresponder.pullerror.Symptom;

/**
 * A note for the reader about the message that came with a trigger.
 *
 * @param said the symptom of the message
 */
public record TriggerMessageNote(TriggerMessageNoteType kind, Symptom said) {

    /** The reason for the note. */
    public enum TriggerMessageNoteType {
        /** The message does not describe a failed pull in known words: it was not used. */
        NOT_UNDERSTOOD,
        /** The pod's own events describe another failure: they were used instead. */
        EVENTS_DIFFER,
        /** Nothing about the pod shows a failed pull any longer: the message was used. */
        NO_LONGER_FAILING
    }
}
