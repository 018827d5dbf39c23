package io.github.pullresponder.intake.input;

import io.github.pullresponder.cluster.LoggedFailure;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorParser;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One pod that could not pull, as an alert or a row of the logs describes it.
 *
 * @param image as written, where it is known
 */
public record FailedPod(ResourceId cluster, PodName name, Optional<String> image, PullError error, Instant last) {
    /** The pull failed, and the text does not say why. */
    private static final Set<Symptom> UNTOLD =
            Set.of(Symptom.BACK_OFF, Symptom.NONE, Symptom.UNKNOWN, Symptom.CANCELED);

    public static FailedPod of(LoggedFailure row) {
        var error = PullErrorParser.parse(row.event().message());
        return new FailedPod(row.cluster(), new PodName(row.namespace(), row.pod()), error.image(), error, row.last());
    }

    /**
     * Returns the pod that an alert names.
     *
     * @param subject one that names a pod
     */
    public static FailedPod of(AlertSubject subject, ResourceId cluster, Instant last) {
        var error = PullErrorParser.parse(subject.message().orElse(""));
        return new FailedPod(
                cluster,
                new PodName(subject.namespace().orElseThrow(), subject.pod().orElseThrow()),
                subject.image().or(error::image),
                error,
                last);
    }

    boolean tellsWhy() {
        return !UNTOLD.contains(error.symptom());
    }

    /** All without one are alike. */
    Symptom symptom() {
        return tellsWhy() ? error.symptom() : Symptom.UNKNOWN;
    }

    Optional<String> message() {
        return Optional.of(error.message()).filter(text -> !text.isBlank());
    }

    /** What its pull is about: the repository of the image, or the pod itself where no image is known. */
    String pulls() {
        return image.map(text -> ImageReference.find(text)
                        .map(reference -> reference.host() + "/" + reference.repository())
                        .orElse(text))
                .orElseGet(() -> "pod " + name);
    }

    /** Ids of clusters compare ignoring case. */
    String clusterKey() {
        return cluster.toString().toLowerCase(Locale.ROOT);
    }
}
