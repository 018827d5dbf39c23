package io.github.pullresponder.pull;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.pull.MessageNote.MessageNoteType;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorParser;
import io.github.pullresponder.pullerror.Symptom;
import java.util.Optional;

/**
 * The error according to the message of a trigger and the pod's own events.
 *
 * <p>The message replaces events, which are deleted after an hour. Events that still contain the reason take precedence, because they are
 * current; an unrecognized message is ignored.
 *
 * @param image the image of the error; empty if it is unknown
 */
record StatedError(String image, PullError error, Optional<MessageNote> note) {

    /** No error is known. */
    static final StatedError NOTHING = new StatedError("", PullErrorParser.parse(""), Optional.empty());

    static StatedError byPod(ObservedPull observed) {
        return new StatedError(observed.image(), observed.error(), Optional.empty());
    }

    /** The pod's error for one of its images: none, if its containers fail because of other images. */
    static StatedError byPod(String image, ObservedPull observed) {
        return isSameImage(image, observed.image()) || isOfItsRepository(image, observed.image())
                ? byPod(observed)
                : new StatedError(image, NOTHING.error, Optional.empty());
    }

    /** Returns true if a reference without tag and digest names the repository of a pod's image. */
    static boolean isOfItsRepository(String named, String ofPod) {
        return ImageReference.find(named)
                .filter(one -> one.tag().isEmpty() && one.digest().isEmpty())
                .flatMap(one -> ImageReference.find(ofPod)
                        .map(other -> one.host().equals(other.host())
                                && one.repository().equals(other.repository())))
                .orElse(false);
    }

    /** Reads a message about an image. The pod, if one is known, counts only if the message is not recognized. */
    static StatedError byMessage(String image, String message, Optional<ObservedPull> pod) {
        var error = PullErrorParser.parseAbout(image, message);
        return error.symptom() == Symptom.NONE
                ? new StatedError(
                        image,
                        pod.filter(observed -> isSameImage(image, observed.image()))
                                .map(ObservedPull::error)
                                .orElse(NOTHING.error),
                        note(MessageNoteType.NOT_UNDERSTOOD, error.symptom()))
                : new StatedError(image, error, Optional.empty());
    }

    /** Combines a message about a pod and the pod's own events. */
    static StatedError byMessage(String message, ObservedPull pod) {
        var otherImage = PullErrorParser.parse(message).image().filter(named -> !isSameImage(named, pod.image()));
        if (otherImage.isPresent()) {
            return byMessage(otherImage.get(), message, Optional.of(pod));
        }
        var stated = byMessage(pod.image(), message, Optional.of(pod));
        if (stated.note.isPresent()) {
            return stated;
        }
        var said = stated.error.symptom();
        var shown = pod.error().symptom();
        if (shown == Symptom.NONE) {
            return stated.with(note(MessageNoteType.NO_LONGER_FAILING, said));
        }
        if (!pod.hasReason() || said == shown) {
            return stated;
        }
        return byPod(pod)
                .with(
                        ObservedPull.hasReason(stated.error)
                                ? note(MessageNoteType.EVENTS_DIFFER, said)
                                : Optional.empty());
    }

    private StatedError with(Optional<MessageNote> other) {
        return new StatedError(image, error, other);
    }

    private static Optional<MessageNote> note(MessageNoteType kind, Symptom said) {
        return Optional.of(new MessageNote(kind, said));
    }

    static boolean isSameImage(String one, String other) {
        return one.equals(other)
                || (ImageReference.find(one).isPresent()
                        && ImageReference.find(one).equals(ImageReference.find(other)));
    }
}
