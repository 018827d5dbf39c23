package io.github.pullresponder.intake.input;

import io.github.pullresponder.cluster.LoggedPullFailure;
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
 * One pod with a failed pull, from an alert or a log row.
 *
 * @param image the image reference as written, if it is known
 */
public record PodWithFailedPull(
        ResourceId cluster, PodName name, Optional<String> image, PullError error, Instant last) {
    /** Symptoms of texts that do not give the reason of a failed pull. */
    private static final Set<Symptom> WITHOUT_REASON =
            Set.of(Symptom.BACK_OFF, Symptom.NONE, Symptom.UNKNOWN, Symptom.CANCELED);

    public static PodWithFailedPull of(LoggedPullFailure row) {
        var error = PullErrorParser.parse(row.event().message());
        return new PodWithFailedPull(
                row.cluster(), new PodName(row.namespace(), row.pod()), error.image(), error, row.last());
    }

    /**
     * Returns the pod in an alert.
     *
     * @param subject a subject with a pod
     */
    public static PodWithFailedPull of(AlertSubject subject, ResourceId cluster, Instant last) {
        var error = PullErrorParser.parse(subject.message().orElse(""));
        return new PodWithFailedPull(
                cluster,
                new PodName(subject.namespace().orElseThrow(), subject.pod().orElseThrow()),
                subject.image().or(error::image),
                error,
                last);
    }

    boolean hasReason() {
        return !WITHOUT_REASON.contains(error.symptom());
    }

    /** The symptom; the same for all pods without a reason. */
    Symptom symptom() {
        return hasReason() ? error.symptom() : Symptom.UNKNOWN;
    }

    Optional<String> message() {
        return Optional.of(error.message()).filter(text -> !text.isBlank());
    }

    /** The subject of its pull: the repository of the image, or the pod itself if no image is known. */
    String pulls() {
        return image.map(text -> ImageReference.find(text)
                        .map(reference -> reference.host() + "/" + reference.repository())
                        .orElse(text))
                .orElseGet(() -> "pod " + name);
    }

    /** The key of its cluster: ids of clusters are compared ignoring case. */
    String clusterKey() {
        return cluster.toString().toLowerCase(Locale.ROOT);
    }
}
