package io.github.pullresponder.pull;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.pull.MessageNote.Kind;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorParser;
import io.github.pullresponder.pullerror.Symptom;
import java.util.Optional;

/**
 * What the message of a trigger and the pod's own events say together.
 *
 * <p>The message stands in for events, which live for an hour. Events that still say why outrank it, because they are of now; a message
 * that is not understood counts as none.
 *
 * @param image which image it is about; empty where nothing says it
 */
record StatedError(String image, PullError error, Optional<MessageNote> note) {

    /** Nothing was said. */
    static final StatedError NOTHING = new StatedError("", PullErrorParser.parse(""), Optional.empty());

    static StatedError byPod(ObservedPull observed) {
        return new StatedError(observed.image(), observed.error(), Optional.empty());
    }

    /** What a pod says of one of its images: nothing, if its containers fail over others. */
    static StatedError byPod(String image, ObservedPull observed) {
        return isSameImage(image, observed.image()) || isOfItsRepository(image, observed.image())
                ? byPod(observed)
                : new StatedError(image, NOTHING.error, Optional.empty());
    }

    /** Whether a reference without tag and digest names the repository of a pod's image. */
    static boolean isOfItsRepository(String named, String ofPod) {
        return ImageReference.find(named)
                .filter(one -> one.tag().isEmpty() && one.digest().isEmpty())
                .flatMap(one -> ImageReference.find(ofPod)
                        .map(other -> one.host().equals(other.host())
                                && one.repository().equals(other.repository())))
                .orElse(false);
    }

    /** A message about an image. The pod, where one is known, counts only if the message is not understood. */
    static StatedError byMessage(String image, String message, Optional<ObservedPull> pod) {
        var error = PullErrorParser.parseAbout(image, message);
        return error.symptom() == Symptom.NONE
                ? new StatedError(
                        image,
                        pod.filter(it -> isSameImage(image, it.image()))
                                .map(ObservedPull::error)
                                .orElse(NOTHING.error),
                        note(Kind.NOT_UNDERSTOOD, error.symptom()))
                : new StatedError(image, error, Optional.empty());
    }

    /** A message of a pod, and what the pod itself says. */
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
            return stated.with(note(Kind.NO_LONGER_FAILING, said));
        }
        if (!pod.saysWhy() || said == shown) {
            return stated;
        }
        return byPod(pod).with(ObservedPull.saysWhy(stated.error) ? note(Kind.EVENTS_DIFFER, said) : Optional.empty());
    }

    private StatedError with(Optional<MessageNote> other) {
        return new StatedError(image, error, other);
    }

    private static Optional<MessageNote> note(Kind kind, Symptom said) {
        return Optional.of(new MessageNote(kind, said));
    }

    static boolean isSameImage(String one, String other) {
        return one.equals(other)
                || (ImageReference.find(one).isPresent()
                        && ImageReference.find(one).equals(ImageReference.find(other)));
    }
}
