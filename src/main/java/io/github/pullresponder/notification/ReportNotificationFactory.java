package io.github.pullresponder.notification;

import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.notification.Notification.ReportContent;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.report.ReportSummaryText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds the notification about a report. */
public final class ReportNotificationFactory {
    private ReportNotificationFactory() {}

    /**
     * Returns the notification about a report; its key is the id of the report, which is the same at every attempt.
     *
     * @param podCount the number of affected pods, which may be more than the report names
     * @param since the beginning of the failure, if it is known
     */
    public static Notification of(NotificationKind kind, Report report, int podCount, Optional<Instant> since) {
        var subject = report.subject();
        return new Notification(
                kind,
                report.id(),
                ReportSummaryText.title(report),
                ReportSummaryText.text(report),
                new NotificationRoutingAttributes(
                        subject.cluster(),
                        subject.pods().stream().map(PodName::namespace).collect(Collectors.toSet()),
                        causesOf(report),
                        Set.of()),
                Optional.of(report.id()),
                false,
                new ReportContent(report, podCount, since));
    }

    private static List<String> causesOf(Report report) {
        return report.causes().isEmpty() ? List.of(report.symptom().name()) : report.causeIds();
    }
}
