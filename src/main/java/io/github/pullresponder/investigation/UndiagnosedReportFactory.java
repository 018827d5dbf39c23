package io.github.pullresponder.investigation;

import io.github.pullresponder.diagnosis.PullNodeAndIdentity;
import io.github.pullresponder.diagnosis.ReportSubject;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.UndiagnosedFailureReport;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pullerror.PullErrorParser;
import io.github.pullresponder.queue.WorkItem.AlertIncomplete;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds the reports on failures that could not be diagnosed, with the known facts and the reason. */
final class UndiagnosedReportFactory {
    private UndiagnosedReportFactory() {}

    static UndiagnosedFailureReport of(PullFailed item, String report, String why, Instant now) {
        var failure = item.failure();
        return of(
                report,
                item.origin().trigger(),
                Optional.of(failure.cluster()),
                failure.pods(),
                failure.image().orElse(""),
                failure.message().orElse(""),
                why,
                now);
    }

    static UndiagnosedFailureReport of(AlertIncomplete item, String report, Instant now) {
        var why = "alert %s reports pull failures but names no pods: %s"
                .formatted(item.origin().trigger().source(), item.why());
        return of(report, item.origin().trigger(), item.cluster(), List.of(), "", "", why, now);
    }

    /** The report on a message that is not a work item. */
    static UndiagnosedFailureReport of(String raw, String report, Trigger trigger, String why, Instant now) {
        return of(report, trigger, Optional.empty(), List.of(), "", raw, why, now);
    }

    private static UndiagnosedFailureReport of(
            String report,
            Trigger trigger,
            Optional<ResourceId> cluster,
            List<PodName> pods,
            String image,
            String message,
            String why,
            Instant now) {
        var error = PullErrorParser.parse(message);
        var name = image.isEmpty() ? error.image().orElse("") : image;
        var registry = ImageReference.find(name).map(ImageReference::host);
        var subject = new ReportSubject(cluster, registry, name, pods, PullNodeAndIdentity.UNKNOWN);
        return UndiagnosedFailureReport.of(report, now, trigger, subject, error, why);
    }
}
