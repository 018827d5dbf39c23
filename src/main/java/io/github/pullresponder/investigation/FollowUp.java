package io.github.pullresponder.investigation;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.ReportId;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.incident.Incident;
import io.github.pullresponder.incident.IncidentNotifications;
import io.github.pullresponder.incident.IncidentNotifier;
import io.github.pullresponder.incident.Incidents;
import io.github.pullresponder.incident.Occurrences;
import io.github.pullresponder.incident.Storms;
import io.github.pullresponder.notification.NotDeliveredException;
import io.github.pullresponder.notification.Notifier;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.queue.RunSummary;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the open incidents again, those first that no one has looked at for the longest time: sends what did not arrive, closes
 * what is over, and sends reminders where they are due.
 */
public final class FollowUp {
    private static final Logger LOG = LoggerFactory.getLogger(FollowUp.class);

    /** How long nothing may have failed before something counts as over. */
    static final Duration QUIET = Duration.ofMinutes(15);

    /** An incident without a new report for so long is closed if it cannot be checked again. */
    static final Duration FORGOTTEN = Duration.ofDays(7);

    /** How long after an incident was opened its message has surely died if it has not notified. */
    static final Duration ABANDONED = Duration.ofMinutes(5);

    /** The next run comes after five minutes, and a function is stopped then. */
    static final Duration BUDGET = Duration.ofMinutes(4);

    /** A channel that does not answer leaves time to look at incidents. */
    static final Duration SENDING = Duration.ofMinutes(2);

    /** What a function has ({@code functionTimeout} of host.json), without some seconds for what surrounds this. */
    private static final Duration FUNCTION = Duration.ofMinutes(5).minusSeconds(10);

    /** One of a pod, and one without. */
    private static final int DIAGNOSES_OF_ONE = 2;

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** For removing old rows after all else; what is left is removed after the next run. */
    private static final Duration TIDYING = Duration.ofSeconds(30);

    /** Of an incident with many pods, so many are looked for. */
    private static final int MOST_PODS = 5;

    private static final Trigger TRIGGER = new Trigger(Trigger.Kind.TIMER, "IncidentFollowUp");

    private final Diagnostician diagnostician;
    private final Incidents incidents;
    private final Storms storms;
    private final IncidentNotifier incidentNotifier;
    private final Notifier notifier;
    private final Housekeeping housekeeping;
    private final Occurrences occurrences;
    private final Clock clock;

    FollowUp(
            Diagnostician diagnostician,
            Incidents incidents,
            Storms storms,
            IncidentNotifier incidentNotifier,
            Notifier notifier,
            Housekeeping housekeeping,
            Clock clock) {
        this.diagnostician = diagnostician;
        this.incidents = incidents;
        this.storms = storms;
        this.incidentNotifier = incidentNotifier;
        this.notifier = notifier;
        this.housekeeping = housekeeping;
        this.occurrences = new Occurrences(clock);
        this.clock = clock;
    }

    /** What a look at an incident showed. */
    private enum Look {
        FAILS,
        /** One of its pods has pulled its image. */
        PULLS,
        /** None of its pods is there, and the next pull would not fail for its cause. */
        WOULD_PULL,
        /** Its pods are gone, and nothing else can be known. */
        GONE,
        UNKNOWN
    }

    /** What became of one incident. */
    private enum Result {
        DONE,
        RESOLVED,
        FAILED
    }

    /**
     * Looks at as many incidents as its time allows.
     *
     * @throws StorageUnavailableException if the incidents cannot be read
     */
    public RunSummary run() {
        var begin = clock.instant();
        var undelivered = notifier.retrySeparate(before(begin.plus(SENDING)));
        var stormy = storms.run(before(begin.plus(SENDING)));
        var unfinished = incidents.unfinished().stream()
                .sorted(Comparator.comparing(Incident::uncheckedSince))
                .toList();
        var unsent = ConcurrentHashMap.<Incident.Key>newKeySet();
        unfinished.stream().filter(FollowUp::isToBeSent).map(Incident::key).forEach(unsent::add);
        var sent = ConcurrentBatch.untilEnd(
                unfinished.stream().filter(FollowUp::isToBeSent).toList(),
                incident -> attempted(incident, () -> {
                    send(incident);
                    unsent.remove(incident.key());
                    return Result.DONE;
                }),
                before(begin.plus(SENDING)));
        var toLookAt = unfinished.stream()
                .filter(incident -> incident.isOpen() && !unsent.contains(incident.key()))
                .toList();
        var looked = ConcurrentBatch.untilEnd(
                toLookAt,
                incident -> attempted(incident, () -> isOver(incident) ? Result.RESOLVED : Result.DONE),
                before(begin.plus(budget(diagnostician.deadline()))));
        return RunSummary.of("followed up")
                .with("open", unfinished.size())
                .with("resolved", count(looked, Result.RESOLVED))
                .with("failed", count(sent, Result.FAILED) + count(looked, Result.FAILED))
                .with("left", unsent.size() - count(sent, Result.FAILED) + toLookAt.size() - looked.size())
                .with("storms", stormy)
                .with("undelivered", undelivered)
                .with("removed", housekeeping.run(before(begin.plus(BUDGET).plus(TIDYING))));
    }

    private BooleanSupplier before(Instant end) {
        return () -> clock.instant().isBefore(end);
    }

    /** What is begun last must end before the function is stopped, which would end all that its process does. */
    static Duration budget(Duration deadline) {
        var left = FUNCTION.minus(deadline.multipliedBy(DIAGNOSES_OF_ONE));
        if (left.compareTo(BUDGET) >= 0) {
            return BUDGET;
        }
        return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
    }

    private static long count(List<Result> results, Result wanted) {
        return results.stream().filter(result -> result == wanted).count();
    }

    /** Sending takes little time, and people wait for it. */
    private static boolean isToBeSent(Incident incident) {
        return incident.pending().isPresent() || incident.notifications().last().isEmpty();
    }

    /** One that cannot be followed up does not keep others from it. */
    private static Result attempted(Incident incident, Supplier<Result> attempt) {
        try {
            return attempt.get();
        } catch (EvidenceUnavailableException | NotDeliveredException | StorageUnavailableException e) {
            return Result.FAILED;
        } catch (RuntimeException e) {
            // The type only: a message may quote what was read.
            LOG.warn(
                    "following up on {} failed with {}",
                    incident.key().cause(),
                    e.getClass().getName());
            return Result.FAILED;
        }
    }

    private void send(Incident incident) {
        if (incident.pending().isPresent()) {
            incidentNotifier.retry(incident.key());
        }
        if (incident.isOpen() && isUnsent(incident)) {
            incidentNotifier.notifyFromStore(incident);
        }
    }

    /** Looks whether it is over, and ends it then. */
    private boolean isOver(Incident incident) {
        var quietSince = Duration.between(incident.lifecycle().lastSeen(), clock.instant());
        if (quietSince.compareTo(FORGOTTEN) >= 0) {
            return isEnded(incident, "nothing has told of it for 7 days");
        }
        if (incident.key().cluster().isEmpty() || (quietSince.compareTo(QUIET) < 0 && !incident.mayHaveBeenSent())) {
            return false;
        }
        var look = checked(incident);
        return quietSince.compareTo(QUIET) >= 0
                && reasonToEnd(incident, look)
                        .filter(why -> isEnded(incident, why))
                        .isPresent();
    }

    /** Its message recorded it and died, or it was held back by a storm that is over. */
    private boolean isUnsent(Incident incident) {
        return incident.notifications().last().isEmpty()
                && !incident.lifecycle().openedAt().plus(ABANDONED).isAfter(clock.instant())
                && incidents.due(incident).isPresent();
    }

    private boolean isEnded(Incident incident, String why) {
        incidentNotifier.end(incident.key(), why, clock.instant());
        return true;
    }

    /** In words that say no more than what is known. */
    private static Optional<String> reasonToEnd(Incident incident, Look look) {
        var hasCause = IncidentNotifications.causeOf(incident).isPresent();
        return switch (look) {
            case PULLS ->
                Optional.of(
                        hasCause
                                ? "the checks pass and nothing has failed since"
                                : "its pod runs and nothing has failed since; why it failed was not found");
            case WOULD_PULL ->
                Optional.of((areAllLookedFor(incident) ? "its pods are gone, and " : "")
                        + "the next pull of its image would not fail for this cause");
            case GONE ->
                incident.alerts().isEmpty()
                        ? Optional.of("its pods are gone and nothing has failed since; why it failed was not found")
                        : Optional.empty();
            case FAILS, UNKNOWN -> Optional.empty();
        };
    }

    /** One that cannot be looked at waits for its next turn as all others do: first in every run, it would leave them no time. */
    private Look checked(Incident incident) {
        try {
            var look = look(incident);
            incidents.change(incident.key(), known -> known.withCheckAt(clock.instant()));
            return look;
        } catch (RuntimeException e) {
            incidents.change(incident.key(), known -> known.withCheckAt(clock.instant()));
            throw e;
        }
    }

    private Look look(Incident incident) {
        if (incident.lifecycle().isPredicted()) {
            return predict(incident);
        }
        for (var pod : podsOf(incident)) {
            var look = lookAtPod(incident, pod);
            if (look.isPresent()) {
                return look.get();
            }
        }
        if (IncidentNotifications.causeOf(incident).isPresent()) {
            return predict(incident);
        }
        return areAllLookedFor(incident) ? Look.GONE : Look.UNKNOWN;
    }

    private static boolean areAllLookedFor(Incident incident) {
        var count = incident.scope().pods().count();
        return !incident.lifecycle().isPredicted()
                && count > 0
                && count <= podsOf(incident).size();
    }

    private static List<PodName> podsOf(Incident incident) {
        return Stream.concat(incident.scope().pod().stream(), incident.scope().pods().names().stream())
                .distinct()
                .limit(MOST_PODS)
                .toList();
    }

    /** A pod, if it is still there. */
    private Optional<Look> lookAtPod(Incident incident, PodName pod) {
        var failure = PullFailure.ofPod(clusterOf(incident), pod.namespace(), pod.name());
        try (var examination = diagnostician.examine(failure)) {
            if (examination.signature().symptom() == Symptom.NONE) {
                return Optional.of(Look.PULLS);
            }
            stillFails(incident, examination.diagnose(ReportId.fresh(clock.instant()), TRIGGER));
            return Optional.of(Look.FAILS);
        } catch (EvidenceUnavailableException e) {
            if (e.reason() == EvidenceUnavailableException.Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A failure that continues may have another cause by now, whose own events report it. */
    private void stillFails(Incident incident, Diagnosis diagnosis) {
        if (IncidentNotifier.incidentsOf(diagnosis).contains(incident.key())) {
            incidentNotifier.notifyOf(diagnosis, occurrences.of(diagnosis));
        }
    }

    /** Would the next pull of its image fail for the same cause? */
    private Look predict(Incident incident) {
        if (incident.scope().images().isEmpty()) {
            return Look.UNKNOWN;
        }
        var image = incident.scope().images().iterator().next();
        var question = PullFailure.predicted(clusterOf(incident), List.of(), image, Set.of(Symptom.UNKNOWN));
        var prediction = diagnostician.predict(question, TRIGGER);
        var isStillFound = prediction.causes().stream()
                .anyMatch(
                        finding -> finding.cause().name().equals(incident.key().cause()));
        if (isStillFound) {
            return Look.FAILS;
        }
        return prediction.withVerdict(Verdict.RuledOut.class).isEmpty() ? Look.UNKNOWN : Look.WOULD_PULL;
    }

    private static ResourceId clusterOf(Incident incident) {
        return ResourceId.parse(incident.key().cluster());
    }
}
