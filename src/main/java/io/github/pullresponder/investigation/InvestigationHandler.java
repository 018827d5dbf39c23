package io.github.pullresponder.investigation;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.incident.Incident;
import io.github.pullresponder.incident.IncidentNotifier;
import io.github.pullresponder.incident.Incidents;
import io.github.pullresponder.incident.Occurrences;
import io.github.pullresponder.incident.PodSet;
import io.github.pullresponder.investigation.InvestigationLeases.Claim;
import io.github.pullresponder.investigation.InvestigationLeases.Claimant;
import io.github.pullresponder.notification.NotDeliveredException;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pull.Signature;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.queue.RunSummary;
import io.github.pullresponder.queue.UnreadableWorkItemException;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.queue.WorkItem.AlertResolved;
import io.github.pullresponder.queue.WorkItem.Changed;
import io.github.pullresponder.queue.WorkItem.Incomplete;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.queue.WorkItemJson;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.Fingerprint;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.WorkQueue;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Does one work item: diagnoses it unless that was done a moment ago, keeps the incident, and tells people.
 *
 * <p>It may die anywhere: the message comes back, and what was done before is found and not done again.
 */
public final class InvestigationHandler {
    private final Diagnostician diagnostician;
    private final ChangeExaminer changes;
    private final InvestigationLeases claims;
    private final Incidents incidents;
    private final AlertResolutions resolutions;
    private final IncidentNotifier teller;
    private final Occurrences sightings;
    private final WorkQueue queue;
    private final Clock clock;

    InvestigationHandler(
            Diagnostician diagnostician,
            ChangeExaminer changes,
            InvestigationLeases claims,
            Incidents incidents,
            AlertResolutions resolutions,
            IncidentNotifier teller,
            WorkQueue queue,
            Clock clock) {
        this.diagnostician = diagnostician;
        this.changes = changes;
        this.claims = claims;
        this.incidents = incidents;
        this.resolutions = resolutions;
        this.teller = teller;
        this.queue = queue;
        this.clock = clock;
        this.sightings = new Occurrences(clock);
    }

    /**
     * Works on a queue message.
     *
     * @param owner the id of the queue message, the same at every delivery of it
     * @throws UnreadableWorkItemException if it is none
     * @throws EvidenceUnavailableException if something could not be read, and may be later
     * @throws NotDeliveredException if people could not be told, and may be later
     * @throws StorageUnavailableException if something could not be kept
     */
    public RunSummary investigate(String message, String owner) {
        var item = WorkItemJson.read(message);
        return traced(done(item, owner), item);
    }

    /** Found again in the log by what it comes from. */
    private static RunSummary traced(RunSummary outcome, WorkItem item) {
        return outcome.with("item", item.id())
                .with("correlation", item.origin().correlation())
                .with("source", item.origin().trigger().source());
    }

    private RunSummary done(WorkItem item, String owner) {
        if (item instanceof PullFailed failed) {
            return resolutions.isOver(failed) ? RunSummary.of("already resolved") : failed(failed, owner);
        }
        if (item instanceof Incomplete incomplete) {
            return incomplete(incomplete, owner);
        }
        if (item instanceof AlertResolved resolved) {
            return resolutions.resolve(resolved);
        }
        return changed((Changed) item, owner);
    }

    private RunSummary failed(PullFailed item, String owner) {
        var told = item.image().isPresent() && item.message().isPresent()
                ? Optional.of(Signature.of(item.image().get(), item.message().get()))
                : Optional.<Signature>empty();
        try {
            return told.isPresent() ? claimed(item, told.get(), owner) : opened(item, owner);
        } catch (EvidenceUnavailableException e) {
            if (isWorthAnotherAttempt(e)) {
                throw e;
            }
            return undiagnosed(item, e.getMessage(), owner);
        }
    }

    /** Work has attempts enough to ask again for what was garbled. */
    private static boolean isWorthAnotherAttempt(EvidenceUnavailableException e) {
        return e.mayPass() || e.reason() == EvidenceUnavailableException.Reason.MALFORMED;
    }

    /** What the trigger does not tell is read first: only then is it known whether others tell of the same. */
    private RunSummary opened(PullFailed item, String owner) {
        try (var examination = diagnostician.examine(failureOf(item, item.pods()))) {
            var place = InvestigationLeases.of(item.cluster(), examination.signature());
            var claim = claim(item, place, owner);
            return claim instanceof Claim.Held held
                    ? told(item, diagnosed(examination, item, held), held)
                    : counted(item, place, claim);
        }
    }

    private RunSummary claimed(PullFailed item, Signature signature, String owner) {
        var place = InvestigationLeases.of(item.cluster(), signature);
        var claim = claim(item, place, owner);
        if (!(claim instanceof Claim.Held held)) {
            return counted(item, place, claim);
        }
        try (var examination = diagnostician.examine(failureOf(item, held.pods().names()))) {
            return told(item, diagnosed(examination, item, held), held);
        }
    }

    private static Diagnosis diagnosed(Diagnostician.Examination examination, PullFailed item, Claim.Held claim) {
        return examination.diagnose(claim.report(), item.origin().trigger());
    }

    private RunSummary told(PullFailed item, Diagnosis diagnosis, Claim.Held claim) {
        if (diagnosis.symptom() == Symptom.NONE) {
            teller.pass(diagnosis);
            claims.finish(claim, List.of());
            return describe("nothing fails", diagnosis);
        }
        var told = recordedAndTold(item, diagnosis, claim);
        return describe(told ? "told" : "counted", diagnosis);
    }

    /**
     * Records and notifies. The claim is finished before a notification that was not accepted brings the message back: then
     * nothing is diagnosed again for its sake.
     */
    private boolean recordedAndTold(PullFailed item, Report report, Claim.Held claim) {
        var pods = claims.joined(claim.place()).pods().plus(claim.pods());
        var recorded = teller.record(report, sightings.of(item, report, pods));
        merge(claim.place(), recorded.keys());
        // The end of its alert may have come during the diagnosis, and found no incident to close.
        resolutions.endIfOver(item, claim.place(), recorded.keys());
        try {
            var told = teller.tell(recorded);
            finish(item, claim, recorded.keys());
            return told;
        } catch (NotDeliveredException e) {
            finish(item, claim, recorded.keys());
            throw e;
        }
    }

    private void finish(PullFailed item, Claim.Held claim, List<Incident.Key> keys) {
        claims.finish(claim, keys);
        merge(claim.place(), keys);
        resolutions.endIfOver(item, claim.place(), keys);
    }

    /** Adds what joined a claim to its incidents; of alerts that end meanwhile, none stays. */
    private void merge(InvestigationLeases.Place place, List<Incident.Key> keys) {
        var joined = claims.joined(place);
        keys.forEach(key -> incidents.change(key, it -> it.joinedBy(joined.pods(), joined.alerts())));
        var now = claims.joined(place).alerts();
        if (!now.equals(joined.alerts())) {
            keys.forEach(key ->
                    incidents.change(key, it -> it.withAlerts(it.alerts().withoutEndedSince(joined.alerts(), now))));
        }
    }

    /** Another message diagnoses it, or one did a moment ago. */
    private RunSummary counted(PullFailed item, InvestigationLeases.Place place, Claim claim) {
        var outcome = RunSummary.of("counted").with("cluster", item.cluster().toString());
        if (!(claim instanceof Claim.Known known)) {
            resolutions.endIfOver(item, place, List.of());
            return outcome;
        }
        known.incidents().forEach(key -> incidents.change(key, it -> it.seenAgain(sightings.of(item))));
        merge(place, known.incidents());
        resolutions.endIfOver(item, place, known.incidents());
        known.incidents().forEach(teller::retry);
        return outcome.with(
                "causes", known.incidents().stream().map(Incident.Key::cause).toList());
    }

    /** A diagnosis of a moment ago does not count any more if what it found has been resolved since. */
    private Claim claim(PullFailed item, InvestigationLeases.Place place, String owner) {
        resolutions.follow(item, place);
        var claim = claims.take(place, claimant(item, owner), Occurrences.podsOf(item));
        if (claim instanceof Claim.Known known && known.incidents().stream().anyMatch(incidents::isResolved)) {
            claims.forget(place);
            return claims.take(place, claimant(item, owner), Occurrences.podsOf(item));
        }
        return claim;
    }

    private static PullFailure failureOf(PullFailed item, List<PodName> pods) {
        return new PullFailure(item.cluster(), pods, item.image(), item.message(), Set.of());
    }

    private static Claimant claimant(WorkItem item, String owner) {
        return new Claimant(owner, item.id(), item instanceof PullFailed failed ? failed.alertId() : Optional.empty());
    }

    /** A change that cannot be examined keeps nothing from working: that is said in the log, and nobody is woken for it. */
    private RunSummary changed(Changed item, String owner) {
        var outcome = RunSummary.of("").with("operation", item.change().operation());
        try {
            return item.cluster().isPresent()
                    ? examined(item, item.cluster().get(), owner, outcome)
                    : handedOn(item, outcome);
        } catch (EvidenceUnavailableException e) {
            if (isWorthAnotherAttempt(e)) {
                throw e;
            }
            return outcome.as("not examined").with("why", e.getMessage());
        }
    }

    private RunSummary handedOn(Changed item, RunSummary outcome) {
        var concerned = changes.clustersConcerned(item);
        concerned.forEach(cluster -> queue.send(
                WorkItemJson.write(new Changed(item.id(), item.origin(), item.change(), Optional.of(cluster)))));
        return outcome.as("handed on").with("clusters", concerned.size());
    }

    private RunSummary examined(Changed item, ResourceId cluster, String owner, RunSummary outcome) {
        var claim = claims.take(InvestigationLeases.of(cluster, item.id()), claimant(item, owner), PodSet.EMPTY);
        if (!(claim instanceof Claim.Held held)) {
            return outcome.as("counted").with("cluster", cluster.toString());
        }
        var predictions = changes.examine(item, cluster, held.report());
        var told = predictions.stream()
                .filter(prediction ->
                        teller.tell(prediction, sightings.of(prediction).from(item.origin())))
                .count();
        claims.finish(held, List.of());
        return outcome.as(told > 0 ? "told" : "nothing to tell")
                .with("cluster", cluster.toString())
                .with("reports", predictions.stream().map(Report::id).toList());
    }

    /**
     * Stores a message as it is, so that it can be put back on the queue.
     *
     * @return the name under which it is kept
     */
    public String keep(String message) {
        return teller.keepGivenUp(idIn(message), message);
    }

    private static String idIn(String message) {
        try {
            return WorkItemJson.read(message).id();
        } catch (UnreadableWorkItemException e) {
            return "unreadable";
        }
    }

    /**
     * Gives up on a message: it is stored before anything else, whoever is at it. Of a failure people learn what is known of
     * it, and that it could not be diagnosed; what is no failure is said in the log.
     *
     * @param why it was given up
     * @param owner the id of the message on the poison queue
     */
    public RunSummary giveUp(String message, String why, String owner) {
        var kept = keep(message);
        try {
            var item = WorkItemJson.read(message);
            var outcome = item instanceof PullFailed failed
                    ? undiagnosed(failed, why, owner)
                    : RunSummary.of("given up").with("why", why);
            return traced(outcome.with("kept", kept), item);
        } catch (UnreadableWorkItemException e) {
            var trigger = new Trigger(Trigger.Kind.EVENT, WorkQueue.NAME);
            return givenUp(message, trigger, Fingerprint.of(message), e.getMessage(), owner)
                    .with("kept", kept);
        }
    }

    private RunSummary undiagnosed(PullFailed item, String why, String owner) {
        var place = InvestigationLeases.ofGivenUp(item.id());
        resolutions.follow(item, place);
        var claim = claims.take(place, claimant(item, owner), Occurrences.podsOf(item));
        if (!(claim instanceof Claim.Held held)) {
            return counted(item, place, claim);
        }
        // What had joined the item would be lost with it.
        claims.join(place, claims.release(item.cluster(), item.id()));
        var report = UnspecificAlerts.of(item, held.report(), why, clock.instant());
        var told = recordedAndTold(item, report, held);
        return describe(told ? "told as undiagnosed" : "counted as undiagnosed", report)
                .with("why", why);
    }

    private RunSummary incomplete(Incomplete item, String owner) {
        var claim = claims.take(InvestigationLeases.ofGivenUp(item.id()), claimant(item, owner), PodSet.EMPTY);
        if (!(claim instanceof Claim.Held held)) {
            return RunSummary.of("counted");
        }
        var report = UnspecificAlerts.of(item, held.report(), clock.instant());
        var told = teller.tell(report, sightings.of(report).from(item.origin()));
        claims.finish(held, IncidentNotifier.incidentsOf(report));
        return describe(told ? "told as undiagnosed" : "counted as undiagnosed", report)
                .with("why", item.why());
    }

    private RunSummary givenUp(String message, Trigger trigger, String id, String why, String owner) {
        var claim =
                claims.take(InvestigationLeases.ofGivenUp(id), new Claimant(owner, id, Optional.empty()), PodSet.EMPTY);
        if (!(claim instanceof Claim.Held held)) {
            return RunSummary.of("counted");
        }
        var report = UnspecificAlerts.of(message, held.report(), trigger, why, clock.instant());
        teller.tell(report, sightings.of(report));
        claims.finish(held, List.of());
        return describe("told as undiagnosed", report).with("why", why);
    }

    private static RunSummary describe(String result, Report report) {
        return RunSummary.of(result)
                .with("report", report.id())
                .with(
                        "cluster",
                        report.subject().cluster().map(Object::toString).orElse(""))
                .with("image", report.subject().image())
                .with("symptom", report.symptom().name())
                .with(
                        "causes",
                        report.causes().stream()
                                .map(finding -> finding.cause().name())
                                .toList())
                .with("calls", report.stats().calls())
                .with("milliseconds", report.stats().elapsed().toMillis());
    }
}
