package io.github.pullresponder.incident;

import io.github.pullresponder.delivery.NotDelivered;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.PullFailure;
import io.github.pullresponder.diagnosis.ReportId;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.pull.Symptom;
import io.github.pullresponder.storage.StorageUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at the open incidents again: those that are over are resolved, those that go on are told when that is due. */
public final class FollowUp {
    /** How long nothing may have failed before something counts as over. */
    static final Duration QUIET = Duration.ofMinutes(15);

    /** What nothing tells of for so long, and nobody can look at, is let go. */
    static final Duration FORGOTTEN = Duration.ofDays(7);

    private static final Trigger TRIGGER = new Trigger(Trigger.Kind.TIMER, "IncidentFollowUp");
    private static final String OWNER = "IncidentFollowUp";

    private final Diagnostician diagnostician;
    private final Incidents incidents;
    private final Resolutions resolutions;
    private final Teller teller;
    private final Housekeeping housekeeping;
    private final Sightings sightings;
    private final Clock clock;

    FollowUp(
            Diagnostician diagnostician,
            Incidents incidents,
            Resolutions resolutions,
            Teller teller,
            Housekeeping housekeeping,
            Clock clock) {
        this.diagnostician = diagnostician;
        this.incidents = incidents;
        this.resolutions = resolutions;
        this.teller = teller;
        this.housekeeping = housekeeping;
        this.sightings = new Sightings(clock);
        this.clock = clock;
    }

    /** What a look at an incident showed. */
    private enum Look {
        FAILS,
        PULLS,
        UNKNOWN
    }

    /** One incident that cannot be followed up does not keep the others from it. */
    public Outcome run() {
        var open = incidents.open();
        var resolved = 0;
        var unread = 0;
        for (var incident : open) {
            try {
                resolved += followedUp(incident) ? 1 : 0;
            } catch (Unreadable | NotDelivered | StorageUnavailable e) {
                unread++;
            }
        }
        return Outcome.of("followed up")
                .with("open", open.size())
                .with("resolved", resolved)
                .with("failed", unread)
                .with("removed", housekeeping.run());
    }

    private boolean followedUp(Incident incident) {
        var quietSince = Duration.between(incident.lastSeen(), clock.instant());
        if (quietSince.compareTo(FORGOTTEN) >= 0) {
            return resolutions.end(incident.key(), "nothing has told of it for 7 days", clock.instant(), OWNER) > 0;
        }
        if (incident.key().cluster().isEmpty() || (quietSince.compareTo(QUIET) < 0 && !mayBeUntold(incident))) {
            return false;
        }
        return switch (look(incident)) {
            case PULLS ->
                quietSince.compareTo(QUIET) >= 0
                        && resolutions.end(
                                        incident.key(),
                                        "the checks pass and nothing has failed since",
                                        clock.instant(),
                                        OWNER)
                                > 0;
            case FAILS, UNKNOWN -> false;
        };
    }

    /** Its card may not have arrived. */
    private static boolean mayBeUntold(Incident incident) {
        return incident.told().filter(told -> !told.confirmed()).isPresent()
                || incident.telling().isPresent();
    }

    private Look look(Incident incident) {
        var ofPod = incident.foreseen() ? Optional.<Look>empty() : lookAtPod(incident);
        return ofPod.orElseGet(() -> foresee(incident));
    }

    /** The pod itself, if it is still there. */
    private Optional<Look> lookAtPod(Incident incident) {
        if (incident.pod().isEmpty()) {
            return Optional.empty();
        }
        var pod = incident.pod().get();
        var failure = PullFailure.ofPod(clusterOf(incident), pod.namespace(), pod.name());
        try (var examination = diagnostician.examine(failure)) {
            if (examination.signature().symptom() == Symptom.NONE) {
                return Optional.of(Look.PULLS);
            }
            goesOn(incident, examination.diagnose(ReportId.fresh(clock.instant()), TRIGGER));
            return Optional.of(Look.FAILS);
        } catch (Unreadable e) {
            if (e.reason() == Unreadable.Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A failure that goes on may have another cause by now; then that one's own events tell of it. */
    private void goesOn(Incident incident, Diagnosis diagnosis) {
        if (Teller.incidentsOf(diagnosis).contains(incident.key())) {
            teller.tell(diagnosis, sightings.of(diagnosis), OWNER);
        }
    }

    /** Would the next pull of its image fail for the same cause? */
    private Look foresee(Incident incident) {
        if (incident.images().isEmpty()) {
            return Look.UNKNOWN;
        }
        var image = incident.images().iterator().next();
        var failure = PullFailure.foreseen(clusterOf(incident), List.of(), image, Set.of(Symptom.UNKNOWN));
        var diagnosis = diagnostician.diagnose(failure, TRIGGER);
        var isStillFound = diagnosis.causes().stream()
                .anyMatch(
                        finding -> finding.cause().name().equals(incident.key().cause()));
        if (isStillFound) {
            return Look.FAILS;
        }
        return diagnosis.withVerdict(Verdict.RuledOut.class).isEmpty() ? Look.UNKNOWN : Look.PULLS;
    }

    private static ResourceId clusterOf(Incident incident) {
        return ResourceId.parse(incident.key().cluster());
    }
}
