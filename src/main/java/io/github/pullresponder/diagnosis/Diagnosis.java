package io.github.pullresponder.diagnosis;

import io.github.pullresponder.network.Hop;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.read.RemoteSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All verdicts of one pull failure, the causes first.
 *
 * @param path the hops between the nodes and the registry, where the failure is one of the network
 * @param identities everything that could have authenticated the pull, each with its own reason; for 401s
 */
public record Diagnosis(
        String id,
        Instant createdAt,
        ReportKind occasion,
        Trigger trigger,
        Subject subject,
        PullError error,
        List<Finding> causes,
        List<Finding> advisories,
        List<CheckResult> checks,
        List<IdentityAssessment> identities,
        List<Hop> path,
        Duration elapsed,
        Map<RemoteSystem, Long> calls) {
    public Diagnosis {
        causes = List.copyOf(causes);
        advisories = List.copyOf(advisories);
        checks = List.copyOf(checks);
        identities = List.copyOf(identities);
        path = List.copyOf(path);
        calls = Map.copyOf(calls);
    }

    /** The ids of its causes, each once, in their order. */
    public List<String> causeIds() {
        return causes.stream().map(finding -> finding.cause().name()).distinct().toList();
    }

    /** The results with the given kind of verdict. */
    public List<CheckResult> withVerdict(Class<? extends Verdict> kind) {
        return checks.stream().filter(check -> kind.isInstance(check.verdict())).toList();
    }
}
