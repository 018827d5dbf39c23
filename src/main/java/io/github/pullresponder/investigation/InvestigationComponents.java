package io.github.pullresponder.investigation;

import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.incident.IncidentNotifier;
import io.github.pullresponder.incident.IncidentStore;
import io.github.pullresponder.incident.IncidentStormDetector;
import io.github.pullresponder.notification.Notifier;
import io.github.pullresponder.storage.AppStorage;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** The handler of work items and the follow-up, which share the same incidents. */
public final class InvestigationComponents {
    private final InvestigationHandler investigator;
    private final OpenIncidentFollowUp followUp;

    /**
     * @param coolDown the minimum time between reminders for an open incident
     * @param listener called with each report
     */
    public InvestigationComponents(
            Diagnostician diagnostician,
            ChangeExaminer changes,
            AppStorage storage,
            ReportStore archive,
            Notifier notifier,
            Clock clock,
            Duration coolDown,
            Consumer<Report> listener) {
        var table = storage.table();
        var incidents = new IncidentStore(table, clock, coolDown);
        var storms = new IncidentStormDetector(table, incidents, notifier, clock);
        var incidentNotifier = new IncidentNotifier(incidents, storms, archive, notifier, listener);
        var claims = new InvestigationLeases(table, clock);
        var resolutions = new AlertResolutionHandler(table, claims, incidents, incidentNotifier, clock);
        this.investigator = new InvestigationHandler(
                diagnostician, changes, claims, incidents, resolutions, incidentNotifier, storage.queue(), clock);
        this.followUp = new OpenIncidentFollowUp(
                diagnostician, incidents, storms, incidentNotifier, notifier, new Housekeeping(table, clock), clock);
    }

    public InvestigationHandler investigator() {
        return investigator;
    }

    public OpenIncidentFollowUp followUp() {
        return followUp;
    }
}
