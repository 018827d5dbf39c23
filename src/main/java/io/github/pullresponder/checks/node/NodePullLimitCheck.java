package io.github.pullresponder.checks.node;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;

import io.github.pullresponder.checks.remedy.NodeRemedies;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.MessageCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.Source;

/** Checks that the kubelet is within its pull rate limit. It has a limit of its own: registryPullQPS. */
final class NodePullLimitCheck extends MessageCheck {

    NodePullLimitCheck() {
        super("node-pull-limit", "The kubelet is within its pull rate limit", Cause.NODE_PULL_LIMIT_EXCEEDED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var node = PullContext.orEmpty(pull.nodes()::node)
                .map(Node::name)
                .map("node %s"::formatted)
                .orElse("the node");
        var finding = Finding.of(
                        Cause.NODE_PULL_LIMIT_EXCEEDED,
                        "The kubelet of %s was asked for more pulls than it starts at once".formatted(node))
                .because(
                        Source.message(),
                        "the kubelet refused before any request: it starts 5 pulls a second and 10 in a row"
                                + " (registryPullQPS, registryBurst)");
        return confirmed(PullContext.orEmpty(pull::workload)
                .filter(workload -> !workload.isPod())
                .<Finding>map(
                        workload -> finding.fix(NodeRemedies.keepImages(pull.cluster(), workload, "IfNotPresent")))
                .orElse(finding)
                .fix(NodeRemedies.PULL_LESS_AT_ONCE));
    }
}
