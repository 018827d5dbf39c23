package io.github.pullresponder.investigation;

import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.incident.IncidentNotifier;
import io.github.pullresponder.incident.Incidents;
import io.github.pullresponder.incident.Storms;
import io.github.pullresponder.notification.Notifier;
import io.github.pullresponder.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** The handler of work items and the follow-up, which share the same incidents. */
public final class Investigations {
    private final InvestigationHandler investigator;
    private final FollowUp followUp;

    /**
     * @param coolDown the minimum time between reminders for an open incident
     * @param listener called with each report
     */
    public Investigations(
            Diagnostician diagnostician,
            ChangeExaminer changes,
            Storage storage,
            ReportStore archive,
            Notifier notifier,
            Clock clock,
            Duration coolDown,
            Consumer<Report> listener) {
        var table = storage.table();
        var incidents = new Incidents(table, clock, coolDown);
        var storms = new Storms(table, incidents, notifier, clock);
        var incidentNotifier = new IncidentNotifier(incidents, storms, archive, notifier, listener);
        var claims = new InvestigationLeases(table, clock);
        var resolutions = new AlertResolutions(table, claims, incidents, incidentNotifier, clock);
        this.investigator = new InvestigationHandler(
                diagnostician, changes, claims, incidents, resolutions, incidentNotifier, storage.queue(), clock);
        this.followUp = new FollowUp(
                diagnostician, incidents, storms, incidentNotifier, notifier, new Housekeeping(table, clock), clock);
    }

    public InvestigationHandler investigator() {
        return investigator;
    }

    public FollowUp followUp() {
        return followUp;
    }
}
