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

/** Checks that the node has disk space for the image. */
final class NodeDiskCheck extends AbstractMessageCheck {
    private static final String DISK_PRESSURE = "DiskPressure";

    NodeDiskCheck() {
        super("node-disk", "The node has disk space for the image", Cause.NODE_DISK_FULL);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var node = PullContext.orEmpty(pull.nodes()::node);
        var finding = Finding.of(
                        Cause.NODE_DISK_FULL,
                        node.map(known -> "The disk of node %s is full".formatted(known.name()))
                                .orElse("The node's disk is full"))
                .because(FactSource.message(), "the node has no space left for the image");
        return confirmed(node.map(known -> withCondition(finding, known, pull))
                .orElse(finding)
                .fix(NodeRemedies.orUseLargerDisks(pull)));
    }

    private static Finding withCondition(Finding finding, Node node, PullContext pull) {
        return finding.because(
                        node.source(),
                        node.troubles().contains(DISK_PRESSURE)
                                ? "node %s has the condition DiskPressure"
                                : "node %s does not have the condition DiskPressure now: the kubelet may have freed space since",
                        node.name())
                .fix(NodeRemedies.removeUnusedImages(pull.cluster(), node));
    }
}
