package io.github.pullresponder.notification;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.report.ShortReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds the notification about a diagnosis. */
public final class FoundNotification {
    private FoundNotification() {}

    /**
     * The notification about a diagnosis; its key is the id of the report, which is the same at every attempt.
     *
     * @param podCount how many pods are affected, which may be more than the diagnosis names
     * @param since when it began, as far as it is known
     */
    public static Notification of(NotificationKind kind, Diagnosis diagnosis, int podCount, Optional<Instant> since) {
        var subject = diagnosis.subject();
        return new Notification(
                kind,
                diagnosis.id(),
                ShortReport.title(diagnosis),
                ShortReport.text(diagnosis),
                new Audience(
                        subject.cluster(),
                        subject.pods().stream().map(PodName::namespace).collect(Collectors.toSet()),
                        causesOf(diagnosis),
                        Set.of()),
                Optional.of(diagnosis.id()),
                false,
                new Notification.Found(diagnosis, podCount, since));
    }

    private static List<String> causesOf(Diagnosis diagnosis) {
        return diagnosis.causes().isEmpty()
                ? List.of(diagnosis.error().symptom().name())
                : diagnosis.causeIds();
    }
}
