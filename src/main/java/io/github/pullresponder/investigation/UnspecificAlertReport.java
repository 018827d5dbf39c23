package io.github.pullresponder.investigation;

import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.ReportKind;
import io.github.pullresponder.diagnosis.Subject;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pullerror.PullErrorParser;
import io.github.pullresponder.queue.WorkItem.Incomplete;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.resource.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is reported of a failure that nobody could diagnose: what was told of it, and why that is all. */
final class UnspecificAlertReport {
    private UnspecificAlertReport() {}

    static Diagnosis of(PullFailed item, String report, String why, Instant now) {
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

    static Diagnosis of(Incomplete item, String report, Instant now) {
        var why = "alert %s says that pulls fail, and not which: %s"
                .formatted(item.origin().trigger().source(), item.why());
        return of(report, item.origin().trigger(), item.cluster(), List.of(), "", "", why, now);
    }

    /** Of a message that is not even a work item. */
    static Diagnosis of(String raw, String report, Trigger trigger, String why, Instant now) {
        return of(report, trigger, Optional.empty(), List.of(), "", raw, why, now);
    }

    private static Diagnosis of(
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
        return new Diagnosis(
                report,
                now,
                ReportKind.UNDIAGNOSED,
                trigger,
                new Subject(
                        cluster,
                        ImageReference.find(name).map(ImageReference::host),
                        name,
                        pods,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                error,
                List.of(),
                List.of(),
                List.of(new CheckResult(
                        "diagnosis", "Can the failure be diagnosed?", Verdict.undetermined("%s", why), Duration.ZERO)),
                List.of(),
                List.of(),
                Duration.ZERO,
                Map.of());
    }
}
