package io.github.pullresponder.checks.node;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;

import io.github.pullresponder.checks.remedy.NodeRemedies;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.AbstractMessageCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;

/** Checks that the kubelet did not refuse the pull because of its own rate limit (registryPullQPS). */
final class NodePullLimitCheck extends AbstractMessageCheck {

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
                        "The kubelet on %s exceeded its pull rate limit (registryPullQPS)".formatted(node))
                .because(
                        FactSource.message(),
                        "the kubelet refused the pull before any request: its limits are 5 pulls per second and a burst of 10"
                                + " (registryPullQPS, registryBurst)");
        return confirmed(PullContext.orEmpty(pull::workload)
                .filter(workload -> !workload.isPod())
                .<Finding>map(
                        workload -> finding.fix(NodeRemedies.useImageOnNode(pull.cluster(), workload, "IfNotPresent")))
                .orElse(finding)
                .fix(NodeRemedies.START_FEWER_PODS_AT_ONCE));
    }
}
