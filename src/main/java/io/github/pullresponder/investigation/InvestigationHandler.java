package io.github.pullresponder.investigation;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.incident.AffectedPods;
import io.github.pullresponder.incident.Incident.IncidentKey;
import io.github.pullresponder.incident.IncidentNotifier;
import io.github.pullresponder.incident.IncidentOccurrenceFactory;
import io.github.pullresponder.incident.IncidentStore;
import io.github.pullresponder.investigation.InvestigationLeases.ClaimingMessage;
import io.github.pullresponder.investigation.InvestigationLeases.LeaseKey;
import io.github.pullresponder.investigation.InvestigationLeases.LeaseResult;
import io.github.pullresponder.investigation.InvestigationLeases.LeaseResult.AlreadyDiagnosed;
import io.github.pullresponder.investigation.InvestigationLeases.LeaseResult.LeaseAcquired;
import io.github.pullresponder.notification.NotDeliveredException;
import io.github.pullresponder.pull.FailureSignature;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.queue.RunSummary;
import io.github.pullresponder.queue.UnreadableWorkItemException;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.queue.WorkItem.AlertIncomplete;
import io.github.pullresponder.queue.WorkItem.AlertResolved;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.queue.WorkItemJsonMapper;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.ShortHash;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.WorkQueue;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Handles one work item: diagnoses the failure unless it was diagnosed recently, records the incident, and sends the notification.
 *
 * <p>It may end at any point: the message comes back, and work is not repeated.
 */
public final class InvestigationHandler {
    private final Diagnostician diagnostician;
    private final ChangeExaminer changes;
    private final InvestigationLeases claims;
    private final IncidentStore incidents;
    private final AlertResolutionHandler resolutions;
    private final IncidentNotifier incidentNotifier;
    private final IncidentOccurrenceFactory occurrences;
    private final WorkQueue queue;
    private final Clock clock;

    InvestigationHandler(
            Diagnostician diagnostician,
            ChangeExaminer changes,
            InvestigationLeases claims,
            IncidentStore incidents,
            AlertResolutionHandler resolutions,
            IncidentNotifier incidentNotifier,
            WorkQueue queue,
            Clock clock) {
        this.diagnostician = diagnostician;
        this.changes = changes;
        this.claims = claims;
        this.incidents = incidents;
        this.resolutions = resolutions;
        this.incidentNotifier = incidentNotifier;
        this.queue = queue;
        this.clock = clock;
        this.occurrences = new IncidentOccurrenceFactory(clock);
    }

    /**
     * Processes a queue message.
     *
     * @param owner the id of the queue message, the same at every delivery
     * @throws UnreadableWorkItemException if it is not a work item
     * @throws EvidenceUnavailableException if a read failed that may succeed later
     * @throws NotDeliveredException if a notification was not accepted, but may be later
     * @throws StorageUnavailableException if a write failed
     */
    public RunSummary investigate(String message, String owner) {
        var item = WorkItemJsonMapper.read(message);
        return withOrigin(dispatch(item, owner), item);
    }

    /** Adds the origin, by which the log line is found. */
    private static RunSummary withOrigin(RunSummary outcome, WorkItem item) {
        return outcome.with("item", item.id())
                .with("correlation", item.origin().correlation())
                .with("source", item.origin().trigger().source());
    }

    private RunSummary dispatch(WorkItem item, String owner) {
        if (item instanceof PullFailed failed) {
            return resolutions.isResolved(failed)
                    ? RunSummary.of("already resolved")
                    : investigateFailure(failed, owner);
        }
        if (item instanceof AlertIncomplete incomplete) {
            return reportIncomplete(incomplete, owner);
        }
        if (item instanceof AlertResolved resolved) {
            return resolutions.resolve(resolved);
        }
        return handleChange((ResourceChanged) item, owner);
    }

    private RunSummary investigateFailure(PullFailed item, String owner) {
        var known = item.failure()
                .image()
                .flatMap(image -> item.failure().message().map(message -> FailureSignature.of(image, message)));
        try {
            return known.isPresent() ? claimAndDiagnose(item, known.get(), owner) : openAndDiagnose(item, owner);
        } catch (EvidenceUnavailableException e) {
            if (isWorthAnotherAttempt(e)) {
                throw e;
            }
            return reportUndiagnosed(item, e.getMessage(), owner);
        }
    }

    /** Returns true if a retry may succeed; work items have enough attempts to retry malformed answers, too. */
    private static boolean isWorthAnotherAttempt(EvidenceUnavailableException e) {
        return e.mayPass() || e.reason() == EvidenceUnavailableException.UnavailabilityReason.MALFORMED;
    }

    /** Reads the image and the message first, because they identify the failure's lease. */
    private RunSummary openAndDiagnose(PullFailed item, String owner) {
        try (var examination = diagnostician.examine(item.failure())) {
            var place = InvestigationLeases.of(item.failure().cluster(), examination.signature());
            var claim = claim(item, place, owner);
            return claim instanceof LeaseAcquired held
                    ? conclude(item, diagnose(examination, item, held), held)
                    : count(item, place, claim);
        }
    }

    private RunSummary claimAndDiagnose(PullFailed item, FailureSignature signature, String owner) {
        var place = InvestigationLeases.of(item.failure().cluster(), signature);
        var claim = claim(item, place, owner);
        if (!(claim instanceof LeaseAcquired held)) {
            return count(item, place, claim);
        }
        try (var examination =
                diagnostician.examine(item.failure().withPods(held.pods().names()))) {
            return conclude(item, diagnose(examination, item, held), held);
        }
    }

    private static Diagnosis diagnose(Diagnostician.Examination examination, PullFailed item, LeaseAcquired claim) {
        return examination.diagnose(claim.report(), item.origin().trigger());
    }

    private RunSummary conclude(PullFailed item, Diagnosis diagnosis, LeaseAcquired claim) {
        if (diagnosis.symptom() == Symptom.NONE) {
            incidentNotifier.publish(diagnosis);
            claims.finish(claim, List.of());
            return describe("nothing fails", diagnosis);
        }
        var isSent = recordAndNotify(item, diagnosis, claim);
        return describe(isSent ? "notified" : "counted", diagnosis);
    }

    /**
     * Records the incidents and sends the notification. If it is not accepted, the message comes back; the lease is finished before
     * that, so that the failure is not diagnosed again.
     */
    private boolean recordAndNotify(PullFailed item, Report report, LeaseAcquired claim) {
        var pods = claims.reportersOf(claim.place()).pods().plus(claim.pods());
        var recorded = incidentNotifier.record(report, occurrences.of(item, report, pods));
        merge(claim.place(), recorded.keys());
        // Its alert may have ended during the diagnosis, when there was no incident to close.
        resolutions.endIfOver(item, claim.place(), recorded.keys());
        try {
            var isSent = incidentNotifier.notifyOf(recorded);
            finish(item, claim, recorded.keys());
            return isSent;
        } catch (NotDeliveredException e) {
            finish(item, claim, recorded.keys());
            throw e;
        }
    }

    private void finish(PullFailed item, LeaseAcquired claim, List<IncidentKey> keys) {
        claims.finish(claim, keys);
        merge(claim.place(), keys);
        resolutions.endIfOver(item, claim.place(), keys);
    }

    /** Adds the pods and alerts that joined a lease to its incidents, without alerts that end at the same time. */
    private void merge(LeaseKey place, List<IncidentKey> keys) {
        var joined = claims.reportersOf(place);
        keys.forEach(key -> incidents.change(key, incident -> incident.with(joined.pods(), joined.alerts())));
        var now = claims.reportersOf(place).alerts();
        if (!now.equals(joined.alerts())) {
            keys.forEach(key -> incidents.change(
                    key, incident -> incident.withAlerts(incident.alerts().withoutEndedSince(joined.alerts(), now))));
        }
    }

    /** Counts a failure that another message diagnoses, or diagnosed recently. */
    private RunSummary count(PullFailed item, LeaseKey place, LeaseResult claim) {
        var outcome = RunSummary.of("counted")
                .with("cluster", item.failure().cluster().toString());
        if (!(claim instanceof AlreadyDiagnosed known)) {
            resolutions.endIfOver(item, place, List.of());
            return outcome;
        }
        known.incidents().forEach(key -> incidents.change(key, incident -> incident.with(occurrences.of(item))));
        merge(place, known.incidents());
        resolutions.endIfOver(item, place, known.incidents());
        known.incidents().forEach(incidentNotifier::retry);
        return outcome.with(
                "causes", known.incidents().stream().map(IncidentKey::cause).toList());
    }

    /** Takes a lease; a recent diagnosis no longer counts if its incidents were resolved since. */
    private LeaseResult claim(PullFailed item, LeaseKey place, String owner) {
        resolutions.follow(item, place);
        var claim = claims.acquire(place, claimant(item, owner), IncidentOccurrenceFactory.podsOf(item));
        if (claim instanceof AlreadyDiagnosed known
                && known.incidents().stream().anyMatch(incidents::isResolved)) {
            claims.forget(place);
            return claims.acquire(place, claimant(item, owner), IncidentOccurrenceFactory.podsOf(item));
        }
        return claim;
    }

    private static ClaimingMessage claimant(WorkItem item, String owner) {
        return new ClaimingMessage(
                owner, item.id(), item instanceof PullFailed failed ? failed.alertId() : Optional.empty());
    }

    /** Examines a change; one that cannot be examined is only logged, because its failures would be reported anyway. */
    private RunSummary handleChange(ResourceChanged item, String owner) {
        var outcome = RunSummary.of("").with("operation", item.change().operation());
        try {
            return item.cluster().isPresent()
                    ? examine(item, item.cluster().get(), owner, outcome)
                    : queueClusters(item, outcome);
        } catch (EvidenceUnavailableException e) {
            if (isWorthAnotherAttempt(e)) {
                throw e;
            }
            return outcome.as("not examined").with("why", e.getMessage());
        }
    }

    private RunSummary queueClusters(ResourceChanged item, RunSummary outcome) {
        var affected = changes.affectedClusters(item);
        affected.forEach(cluster -> queue.send(WorkItemJsonMapper.write(
                new ResourceChanged(item.id(), item.origin(), item.change(), Optional.of(cluster)))));
        return outcome.as("clusters queued").with("clusters", affected.size());
    }

    private RunSummary examine(ResourceChanged item, ResourceId cluster, String owner, RunSummary outcome) {
        var claim =
                claims.acquire(InvestigationLeases.of(cluster, item.id()), claimant(item, owner), AffectedPods.EMPTY);
        if (!(claim instanceof LeaseAcquired held)) {
            return outcome.as("counted").with("cluster", cluster.toString());
        }
        var predictions = changes.examine(item, cluster, held.report());
        var sent = predictions.stream()
                .filter(prediction -> incidentNotifier.notifyOf(
                        prediction, occurrences.of(prediction).from(item.origin())))
                .count();
        claims.finish(held, List.of());
        return outcome.as(sent > 0 ? "notified" : "nothing to report")
                .with("cluster", cluster.toString())
                .with("reports", predictions.stream().map(Report::id).toList());
    }

    /**
     * Stores a message unchanged, so that it can be put back on the queue.
     *
     * @return the name of the stored blob
     */
    public String store(String message) {
        return incidentNotifier.storeGivenUp(idIn(message), message);
    }

    private static String idIn(String message) {
        try {
            return WorkItemJsonMapper.read(message).id();
        } catch (UnreadableWorkItemException e) {
            return "unreadable";
        }
    }

    /**
     * Gives up on a message, after storing it. A failure is reported as undiagnosed, with its known facts; anything else is only
     * logged.
     *
     * @param why the reason
     * @param owner the id of the message on the poison queue
     */
    public RunSummary giveUp(String message, String why, String owner) {
        var stored = store(message);
        try {
            var item = WorkItemJsonMapper.read(message);
            var outcome = item instanceof PullFailed failed
                    ? reportUndiagnosed(failed, why, owner)
                    : RunSummary.of("given up").with("why", why);
            return withOrigin(outcome.with("stored", stored), item);
        } catch (UnreadableWorkItemException e) {
            var trigger = new Trigger(TriggerType.EVENT, WorkQueue.NAME);
            return reportUnreadable(message, trigger, ShortHash.of(message), e.getMessage(), owner)
                    .with("stored", stored);
        }
    }

    private RunSummary reportUndiagnosed(PullFailed item, String why, String owner) {
        var place = InvestigationLeases.ofGivenUp(item.id());
        resolutions.follow(item, place);
        var claim = claims.acquire(place, claimant(item, owner), IncidentOccurrenceFactory.podsOf(item));
        if (!(claim instanceof LeaseAcquired held)) {
            return count(item, place, claim);
        }
        // Without this, the pods and alerts that joined the item would be lost.
        claims.addReporters(place, claims.release(item.failure().cluster(), item.id()));
        var report = UndiagnosedReportFactory.of(item, held.report(), why, clock.instant());
        var isSent = recordAndNotify(item, report, held);
        return describe(isSent ? "notified as undiagnosed" : "counted as undiagnosed", report)
                .with("why", why);
    }

    private RunSummary reportIncomplete(AlertIncomplete item, String owner) {
        var claim = claims.acquire(InvestigationLeases.ofGivenUp(item.id()), claimant(item, owner), AffectedPods.EMPTY);
        if (!(claim instanceof LeaseAcquired held)) {
            return RunSummary.of("counted");
        }
        var report = UndiagnosedReportFactory.of(item, held.report(), clock.instant());
        var isSent = incidentNotifier.notifyOf(report, occurrences.of(report).from(item.origin()));
        claims.finish(held, IncidentNotifier.incidentsOf(report));
        return describe(isSent ? "notified as undiagnosed" : "counted as undiagnosed", report)
                .with("why", item.why());
    }

    private RunSummary reportUnreadable(String message, Trigger trigger, String id, String why, String owner) {
        var claim = claims.acquire(
                InvestigationLeases.ofGivenUp(id),
                new ClaimingMessage(owner, id, Optional.empty()),
                AffectedPods.EMPTY);
        if (!(claim instanceof LeaseAcquired held)) {
            return RunSummary.of("counted");
        }
        var report = UndiagnosedReportFactory.of(message, held.report(), trigger, why, clock.instant());
        incidentNotifier.notifyOf(report, occurrences.of(report));
        claims.finish(held, List.of());
        return describe("notified as undiagnosed", report).with("why", why);
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
