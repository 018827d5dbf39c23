package io.github.pullresponder.investigation;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.ReportIds;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.incident.Incident;
import io.github.pullresponder.incident.Incident.IncidentKey;
import io.github.pullresponder.incident.IncidentNotificationFactory;
import io.github.pullresponder.incident.IncidentNotifier;
import io.github.pullresponder.incident.IncidentOccurrenceFactory;
import io.github.pullresponder.incident.IncidentStore;
import io.github.pullresponder.incident.IncidentStormDetector;
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
 * Checks the open incidents again, the one with the oldest check first: sends undelivered notifications, closes resolved incidents,
 * and sends reminders that are due.
 */
public final class OpenIncidentFollowUp {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIncidentFollowUp.class);

    /** The time without a failure after which an incident can be closed. */
    static final Duration QUIET = Duration.ofMinutes(15);

    /** The time without a new report after which an incident is closed if it cannot be checked again. */
    static final Duration FORGOTTEN = Duration.ofDays(7);

    /** The age of an incident without a notification at which its message has certainly failed. */
    static final Duration ABANDONED = Duration.ofMinutes(5);

    /** The time of a run: the next one begins after five minutes, and a function is stopped then. */
    static final Duration BUDGET = Duration.ofMinutes(4);

    /** The time for sending, so that a channel without an answer leaves time to check incidents. */
    static final Duration SENDING = Duration.ofMinutes(2);

    /** The time limit of a function ({@code functionTimeout} of host.json), less some seconds of overhead. */
    private static final Duration FUNCTION = Duration.ofMinutes(5).minusSeconds(10);

    /** The diagnoses of one incident: one with a pod, and one without. */
    private static final int DIAGNOSES_OF_ONE = 2;

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** The time for removing old rows at the end; the next run removes the rest. */
    private static final Duration TIDYING = Duration.ofSeconds(30);

    /** The limit of pods of an incident that are checked. */
    private static final int MOST_PODS = 5;

    private static final Trigger TRIGGER = new Trigger(TriggerType.TIMER, "IncidentFollowUp");

    private final Diagnostician diagnostician;
    private final IncidentStore incidents;
    private final IncidentStormDetector storms;
    private final IncidentNotifier incidentNotifier;
    private final Notifier notifier;
    private final Housekeeping housekeeping;
    private final IncidentOccurrenceFactory occurrences;
    private final Clock clock;

    OpenIncidentFollowUp(
            Diagnostician diagnostician,
            IncidentStore incidents,
            IncidentStormDetector storms,
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
        this.occurrences = new IncidentOccurrenceFactory(clock);
        this.clock = clock;
    }

    /** The results of a check of an incident. */
    private enum RecheckResult {
        FAILS,
        /** One of its pods has pulled its image. */
        PULLS,
        /** None of its pods exists, and the next pull would not fail for its cause. */
        WOULD_PULL,
        /** Its pods no longer exist, and nothing else can be checked. */
        GONE,
        UNKNOWN
    }

    /** The outcome of the follow-up of one incident. */
    private enum FollowUpOutcome {
        DONE,
        RESOLVED,
        FAILED
    }

    /**
     * Checks as many incidents as its time allows.
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
        var unsent = ConcurrentHashMap.<IncidentKey>newKeySet();
        unfinished.stream()
                .filter(OpenIncidentFollowUp::isToBeSent)
                .map(Incident::key)
                .forEach(unsent::add);
        var sent = ConcurrentBatchRunner.untilEnd(
                unfinished.stream().filter(OpenIncidentFollowUp::isToBeSent).toList(),
                incident -> attempt(incident, () -> {
                    send(incident);
                    unsent.remove(incident.key());
                    return FollowUpOutcome.DONE;
                }),
                before(begin.plus(SENDING)));
        var toLookAt = unfinished.stream()
                .filter(incident -> incident.isOpen() && !unsent.contains(incident.key()))
                .toList();
        var looked = ConcurrentBatchRunner.untilEnd(
                toLookAt,
                incident -> attempt(
                        incident, () -> closeIfResolved(incident) ? FollowUpOutcome.RESOLVED : FollowUpOutcome.DONE),
                before(begin.plus(budget(diagnostician.deadline()))));
        return RunSummary.of("followed up")
                .with("open", unfinished.size())
                .with("resolved", count(looked, FollowUpOutcome.RESOLVED))
                .with("failed", count(sent, FollowUpOutcome.FAILED) + count(looked, FollowUpOutcome.FAILED))
                .with("left", unsent.size() - count(sent, FollowUpOutcome.FAILED) + toLookAt.size() - looked.size())
                .with("storms", stormy)
                .with("undelivered", undelivered)
                .with("removed", housekeeping.run(before(begin.plus(BUDGET).plus(TIDYING))));
    }

    private BooleanSupplier before(Instant end) {
        return () -> clock.instant().isBefore(end);
    }

    /** The time in which checks may begin: the last one must end before the function is stopped, because that ends the whole process. */
    static Duration budget(Duration deadline) {
        var left = FUNCTION.minus(deadline.multipliedBy(DIAGNOSES_OF_ONE));
        if (left.compareTo(BUDGET) >= 0) {
            return BUDGET;
        }
        return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
    }

    private static long count(List<FollowUpOutcome> results, FollowUpOutcome wanted) {
        return results.stream().filter(result -> result == wanted).count();
    }

    /** Returns true for incidents to send first, because sending is fast and people wait for it. */
    private static boolean isToBeSent(Incident incident) {
        return incident.pending().isPresent() || incident.notifications().last().isEmpty();
    }

    /** Returns the result of an attempt; a failure does not affect other incidents. */
    private static FollowUpOutcome attempt(Incident incident, Supplier<FollowUpOutcome> attempt) {
        try {
            return attempt.get();
        } catch (EvidenceUnavailableException | NotDeliveredException | StorageUnavailableException e) {
            return FollowUpOutcome.FAILED;
        } catch (RuntimeException e) {
            // The type only: a message may quote the content.
            LOG.warn(
                    "the follow-up of {} failed with {}",
                    incident.key().cause(),
                    e.getClass().getName());
            return FollowUpOutcome.FAILED;
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

    /** Closes an incident if it is resolved; returns true if so. */
    private boolean closeIfResolved(Incident incident) {
        var quietSince = Duration.between(incident.lifecycle().lastSeen(), clock.instant());
        if (quietSince.compareTo(FORGOTTEN) >= 0) {
            return end(incident, "there were no new reports for 7 days");
        }
        if (incident.key().cluster().isEmpty() || (quietSince.compareTo(QUIET) < 0 && !incident.mayHaveBeenSent())) {
            return false;
        }
        var look = checkAndRecord(incident);
        return quietSince.compareTo(QUIET) >= 0
                && reasonToEnd(incident, look).filter(why -> end(incident, why)).isPresent();
    }

    /** Returns true if its message failed after recording it, or a past storm withheld its notification. */
    private boolean isUnsent(Incident incident) {
        return incident.notifications().last().isEmpty()
                && !incident.lifecycle().openedAt().plus(ABANDONED).isAfter(clock.instant())
                && incidents.due(incident).isPresent();
    }

    private boolean end(Incident incident, String why) {
        incidentNotifier.resolve(incident.key(), why, clock.instant());
        return true;
    }

    /** The reason to close an incident, limited to known facts. */
    private static Optional<String> reasonToEnd(Incident incident, RecheckResult look) {
        var hasCause = IncidentNotificationFactory.causeOf(incident).isPresent();
        return switch (look) {
            case PULLS ->
                Optional.of(
                        hasCause
                                ? "the checks pass and no pull has failed since"
                                : "its pod runs and no pull has failed since; the cause of the failure was not found");
            case WOULD_PULL ->
                Optional.of((areAllLookedFor(incident) ? "its pods no longer exist, and " : "")
                        + "the next pull of its image would not fail for this cause");
            case GONE ->
                incident.alerts().isEmpty()
                        ? Optional.of("its pods no longer exist and no pull has failed since;"
                                + " the cause of the failure was not found")
                        : Optional.empty();
            case FAILS, UNKNOWN -> Optional.empty();
        };
    }

    /** Checks an incident; a failed check also counts, because the incident would otherwise be first in every run and block the others. */
    private RecheckResult checkAndRecord(Incident incident) {
        try {
            var look = look(incident);
            incidents.change(incident.key(), known -> known.withCheckAt(clock.instant()));
            return look;
        } catch (RuntimeException e) {
            incidents.change(incident.key(), known -> known.withCheckAt(clock.instant()));
            throw e;
        }
    }

    private RecheckResult look(Incident incident) {
        if (incident.lifecycle().isPredicted()) {
            return predict(incident);
        }
        for (var pod : podsOf(incident)) {
            var look = lookAtPod(incident, pod);
            if (look.isPresent()) {
                return look.get();
            }
        }
        if (IncidentNotificationFactory.causeOf(incident).isPresent()) {
            return predict(incident);
        }
        return areAllLookedFor(incident) ? RecheckResult.GONE : RecheckResult.UNKNOWN;
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

    /** Checks a pod; empty if it no longer exists. */
    private Optional<RecheckResult> lookAtPod(Incident incident, PodName pod) {
        var failure = PullFailure.ofPod(clusterOf(incident), pod.namespace(), pod.name());
        try (var examination = diagnostician.examine(failure)) {
            if (examination.signature().symptom() == Symptom.NONE) {
                return Optional.of(RecheckResult.PULLS);
            }
            updateFailing(incident, examination.diagnose(ReportIds.fresh(clock.instant()), TRIGGER));
            return Optional.of(RecheckResult.FAILS);
        } catch (EvidenceUnavailableException e) {
            if (e.reason() == EvidenceUnavailableException.UnavailabilityReason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Records that the failure continues with the same cause; another cause is reported by its own events. */
    private void updateFailing(Incident incident, Diagnosis diagnosis) {
        if (IncidentNotifier.incidentsOf(diagnosis).contains(incident.key())) {
            incidentNotifier.notifyOf(diagnosis, occurrences.of(diagnosis));
        }
    }

    /** Predicts if the next pull of its image fails for the same cause. */
    private RecheckResult predict(Incident incident) {
        if (incident.scope().images().isEmpty()) {
            return RecheckResult.UNKNOWN;
        }
        var image = incident.scope().images().iterator().next();
        var question = PullFailure.predicted(clusterOf(incident), List.of(), image, Set.of(Symptom.UNKNOWN));
        var prediction = diagnostician.predict(question, TRIGGER);
        var isStillFound = prediction.causes().stream()
                .anyMatch(
                        finding -> finding.cause().name().equals(incident.key().cause()));
        if (isStillFound) {
            return RecheckResult.FAILS;
        }
        return prediction.withVerdict(Verdict.RuledOut.class).isEmpty()
                ? RecheckResult.UNKNOWN
                : RecheckResult.WOULD_PULL;
    }

    private static ResourceId clusterOf(Incident incident) {
        return ResourceId.parse(incident.key().cluster());
    }
}
