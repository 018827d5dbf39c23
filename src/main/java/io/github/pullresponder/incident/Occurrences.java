package io.github.pullresponder.incident;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import java.time.Clock;
import java.util.Optional;

/** What work items and diagnoses say of an incident. */
public record Occurrences(Clock clock) {

    /**
     * Returns the occurrence that a diagnosed failure is.
     *
     * @param pods all that were told of, which may be more than the diagnosis names
     */
    public Occurrence of(PullFailed item, Diagnosis diagnosis, PodSet pods) {
        return new Occurrence(
                clock.instant(),
                pods.plus(diagnosis.subject().pods(), 0),
                diagnosis.subject().nodePool(),
                imageOf(diagnosis),
                item.alertId(),
                false,
                Optional.of(diagnosis.id()),
                Optional.of(item.origin().correlation()));
    }

    /** Of a failure that was diagnosed a moment ago. */
    public Occurrence of(PullFailed item) {
        return new Occurrence(
                clock.instant(),
                podsOf(item),
                Optional.empty(),
                item.failure().image(),
                item.alertId(),
                false,
                Optional.empty(),
                Optional.of(item.origin().correlation()));
    }

    public Occurrence of(Diagnosis diagnosis) {
        return new Occurrence(
                clock.instant(),
                PodSet.EMPTY.plus(diagnosis.subject().pods(), 0),
                diagnosis.subject().nodePool(),
                imageOf(diagnosis),
                Optional.empty(),
                switch (diagnosis.occasion()) {
                    case FORESEEN, CREDENTIALS -> true;
                    case FAILED, UNDIAGNOSED -> false;
                },
                Optional.of(diagnosis.id()),
                Optional.empty());
    }

    public static PodSet podsOf(PullFailed item) {
        return PodSet.EMPTY.plus(item.failure().pods(), item.podCount());
    }

    private static Optional<String> imageOf(Diagnosis diagnosis) {
        return Optional.of(diagnosis.subject().image()).filter(image -> !image.isEmpty());
    }
}
