package io.github.pullresponder.checks.node;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.NodeRemedies;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.MessageCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Observations.CertificateComparison;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.text.DisplayFormat;
import java.time.Duration;
import java.time.Instant;

/**
 * Checks that the node's clock is right, where the node finds a certificate outdated.
 *
 * <p>The time of an event is by the node's clock, too. What it is compared with is the present, which no message is younger than, and the time
 * at which the API server recorded the event, which the message is not older than.
 */
final class NodeClockCheck extends MessageCheck {
    /** Between clocks that are right, and between an event and its record. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    NodeClockCheck() {
        super("node-clock", "The node's clock is right", Cause.NODE_CLOCK_WRONG);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var certificate = pull.error().observations().certificate();
        if (!certificate.outdated()) {
            return notApplicable("the node does not find the certificate expired or not yet valid");
        }
        return certificate
                .comparison()
                .map(compared -> compared.expired() ? expired(compared, pull) : notYetValid(compared, pull))
                .orElseGet(() -> undetermined("the message does not say which dates the node compared"));
    }

    private static Verdict expired(CertificateComparison compared, PullContext pull) {
        var isAhead = compared.onNode().isAfter(pull.now().plus(TOLERANCE));
        var end = DisplayFormat.time(compared.limit());
        if (!compared.limit().isBefore(pull.now())) {
            return isAhead
                    ? confirmed(wrong(compared, pull)
                            .because(Source.message(), "the certificate is valid until %s, so it is valid now", end))
                    : undetermined("the certificate is about to end, at %s", end);
        }
        if (isAhead) {
            return undetermined("the clock of the node is ahead, and the certificate ended at %s all the same", end);
        }
        var isKnownToHaveEnded = pull.reportedSince()
                .filter(recorded -> recorded.isAfter(compared.limit()))
                .isPresent();
        var isClockRight = compared.onNode().isAfter(pull.now().minus(TOLERANCE));
        return isKnownToHaveEnded || isClockRight
                ? ruledOut(Source.message(), "the certificate has expired, at %s", end)
                : undetermined(
                        "the certificate ended at %s; whether the clock was right when the node said so is not known",
                        end);
    }

    private static Verdict notYetValid(CertificateComparison compared, PullContext pull) {
        var start = DisplayFormat.time(compared.limit());
        if (compared.limit().isAfter(pull.now())) {
            return ruledOut(Source.message(), "the certificate is not valid yet: it starts at %s", start);
        }
        var finding = wrong(compared, pull)
                .because(Source.message(), "the certificate is valid since %s, so it is valid now", start);
        var recorded = pull.reportedSince();
        if (recorded.isEmpty()) {
            return undetermined("when the node said that the certificate was not valid yet is not known")
                    .suspecting(finding);
        }
        var isBehind = compared.onNode().isBefore(recorded.get().minus(TOLERANCE));
        return isBehind && !compared.limit().isAfter(recorded.get())
                ? confirmed(finding)
                : undetermined("the certificate became valid at about the time of the message, at %s", start);
    }

    private static Finding wrong(CertificateComparison compared, PullContext pull) {
        var node = PullContext.orEmpty(pull.nodes()::machineNode);
        var direction = compared.expired() ? "ahead" : "behind";
        var finding = Finding.of(
                        Cause.NODE_CLOCK_WRONG,
                        "The clock of %s is %s: it said %s"
                                .formatted(
                                        node.map(it -> "node " + it.name()).orElse("the node"),
                                        direction,
                                        DisplayFormat.time(compared.onNode())))
                .because(
                        Source.message(),
                        "the clock said %s, and it was not %s than %s",
                        DisplayFormat.time(compared.onNode()),
                        compared.expired() ? "later" : "earlier",
                        DisplayFormat.time(reference(compared, pull)));
        return node.filter(NodeClockCheck::runsLinux)
                .map(it -> withCommands(finding, it, pull))
                .orElse(finding.fix(NodeRemedies.SET_CLOCK));
    }

    private static Instant reference(CertificateComparison compared, PullContext pull) {
        return compared.expired() ? pull.now() : pull.reportedSince().orElse(compared.limit());
    }

    private static boolean runsLinux(Node node) {
        return node.platform().filter(it -> it.os().equals("linux")).isPresent();
    }

    private static Finding withCommands(Finding finding, Node node, PullContext pull) {
        return finding.fix(NodeRemedies.seeClock(pull.cluster(), node))
                .fix(NodeRemedies.setClock(pull.cluster(), node));
    }
}
