package io.github.pullresponder.checks.node;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.NodeRemedies;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.AbstractMessageCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.PullErrorObservations.CertificateValidityComparison;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.text.DisplayFormat;
import java.time.Duration;
import java.time.Instant;

/**
 * Checks that the node's clock is correct if the node rejects a certificate as expired or not yet valid.
 *
 * <p>The time of an event is from the node's clock as well. It is compared with the current time, which is later than any message, and
 * with the time at which the API server recorded the event, which is not later than the message.
 */
final class NodeClockCheck extends AbstractMessageCheck {
    /** Tolerated difference between correct clocks, and between an event and its record. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    NodeClockCheck() {
        super("node-clock", "The node's clock is correct", Cause.NODE_CLOCK_WRONG);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var certificate = pull.error().observations().certificate();
        if (!certificate.outdated()) {
            return notApplicable("the node does not report the certificate as expired or not yet valid");
        }
        return certificate
                .comparison()
                .map(compared -> compared.expired() ? expired(compared, pull) : notYetValid(compared, pull))
                .orElseGet(() -> undetermined("the message does not contain the dates that the node compared"));
    }

    private static Verdict expired(CertificateValidityComparison compared, PullContext pull) {
        var isAhead = compared.onNode().isAfter(pull.now().plus(TOLERANCE));
        var end = DisplayFormat.time(compared.limit());
        if (!compared.limit().isBefore(pull.now())) {
            return isAhead
                    ? confirmed(wrong(compared, pull)
                            .because(
                                    FactSource.message(), "the certificate is valid until %s, so it is valid now", end))
                    : undetermined("the certificate expires soon, at %s", end);
        }
        if (isAhead) {
            return undetermined("the node's clock is ahead, but the certificate has expired anyway, at %s", end);
        }
        var isKnownToHaveEnded = pull.reportedSince()
                .filter(recorded -> recorded.isAfter(compared.limit()))
                .isPresent();
        var isClockRight = compared.onNode().isAfter(pull.now().minus(TOLERANCE));
        return isKnownToHaveEnded || isClockRight
                ? ruledOut(FactSource.message(), "the certificate has expired, at %s", end)
                : undetermined(
                        "the certificate expired at %s; whether the node's clock was correct at the time of the message is not known",
                        end);
    }

    private static Verdict notYetValid(CertificateValidityComparison compared, PullContext pull) {
        var start = DisplayFormat.time(compared.limit());
        if (compared.limit().isAfter(pull.now())) {
            return ruledOut(FactSource.message(), "the certificate is not valid yet: it is valid from %s", start);
        }
        var finding = wrong(compared, pull)
                .because(FactSource.message(), "the certificate has been valid since %s, so it is valid now", start);
        var recorded = pull.reportedSince();
        if (recorded.isEmpty()) {
            return undetermined("the time at which the node rejected the certificate as not yet valid is not known")
                    .suspecting(finding);
        }
        var isBehind = compared.onNode().isBefore(recorded.get().minus(TOLERANCE));
        return isBehind && !compared.limit().isAfter(recorded.get())
                ? confirmed(finding)
                : undetermined("the certificate became valid at about the time of the message, at %s", start);
    }

    private static Finding wrong(CertificateValidityComparison compared, PullContext pull) {
        var node = PullContext.orEmpty(pull.nodes()::machineNode);
        var direction = compared.expired() ? "ahead" : "behind";
        var finding = Finding.of(
                        Cause.NODE_CLOCK_WRONG,
                        "The clock of %s is %s: it showed %s"
                                .formatted(
                                        node.map(known -> "node " + known.name())
                                                .orElse("the node"),
                                        direction,
                                        DisplayFormat.time(compared.onNode())))
                .because(
                        FactSource.message(),
                        "the clock showed %s, and the actual time was not %s than %s",
                        DisplayFormat.time(compared.onNode()),
                        compared.expired() ? "later" : "earlier",
                        DisplayFormat.time(reference(compared, pull)));
        return node.filter(NodeClockCheck::runsLinux)
                .map(known -> withCommands(finding, known, pull))
                .orElse(finding.fix(NodeRemedies.SET_CLOCK));
    }

    private static Instant reference(CertificateValidityComparison compared, PullContext pull) {
        return compared.expired() ? pull.now() : pull.reportedSince().orElse(compared.limit());
    }

    private static boolean runsLinux(Node node) {
        return node.platform().filter(platform -> platform.os().equals("linux")).isPresent();
    }

    private static Finding withCommands(Finding finding, Node node, PullContext pull) {
        return finding.fix(NodeRemedies.checkClock(pull.cluster(), node))
                .fix(NodeRemedies.setClock(pull.cluster(), node));
    }
}
