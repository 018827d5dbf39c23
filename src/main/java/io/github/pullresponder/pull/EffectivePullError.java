package io.github.pullresponder.pull;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.pull.TriggerMessageNote.TriggerMessageNoteType;
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
record EffectivePullError(String image, PullError error, Optional<TriggerMessageNote> note) {

    /** No error is known. */
    static final EffectivePullError NOTHING = new EffectivePullError("", PullErrorParser.parse(""), Optional.empty());

    static EffectivePullError byPod(PodPullStatus observed) {
        return new EffectivePullError(observed.image(), observed.error(), Optional.empty());
    }

    /** The pod's error for one of its images: none, if its containers fail because of other images. */
    static EffectivePullError byPod(String image, PodPullStatus observed) {
        return isSameImage(image, observed.image()) || isOfItsRepository(image, observed.image())
                ? byPod(observed)
                : new EffectivePullError(image, NOTHING.error, Optional.empty());
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
    static EffectivePullError byMessage(String image, String message, Optional<PodPullStatus> pod) {
        var error = PullErrorParser.parseAbout(image, message);
        return error.symptom() == Symptom.NONE
                ? new EffectivePullError(
                        image,
                        pod.filter(observed -> isSameImage(image, observed.image()))
                                .map(PodPullStatus::error)
                                .orElse(NOTHING.error),
                        note(TriggerMessageNoteType.NOT_UNDERSTOOD, error.symptom()))
                : new EffectivePullError(image, error, Optional.empty());
    }

    /** Combines a message about a pod and the pod's own events. */
    static EffectivePullError byMessage(String message, PodPullStatus pod) {
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
            return stated.with(note(TriggerMessageNoteType.NO_LONGER_FAILING, said));
        }
        if (!pod.hasReason() || said == shown) {
            return stated;
        }
        return byPod(pod)
                .with(
                        PodPullStatus.hasReason(stated.error)
                                ? note(TriggerMessageNoteType.EVENTS_DIFFER, said)
                                : Optional.empty());
    }

    private EffectivePullError with(Optional<TriggerMessageNote> other) {
        return new EffectivePullError(image, error, other);
    }

    private static Optional<TriggerMessageNote> note(TriggerMessageNoteType kind, Symptom said) {
        return Optional.of(new TriggerMessageNote(kind, said));
    }

    static boolean isSameImage(String one, String other) {
        return one.equals(other)
                || (ImageReference.find(one).isPresent()
                        && ImageReference.find(one).equals(ImageReference.find(other)));
    }
}
