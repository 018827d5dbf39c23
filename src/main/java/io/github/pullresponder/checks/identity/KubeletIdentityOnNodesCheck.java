package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Cluster.ManagedIdentity;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.cluster.NodeComputeResource;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.KubeletIdentity;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.text.DisplayFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks that the kubelet identity is assigned to the node that pulls. Guide: 401, solution 4.
 *
 * <p>It examines the scale set or the virtual machine of the failing node. If the node is not known, any pool may have failed: the
 * cause is confirmed or ruled out only if all pools agree.
 */
final class KubeletIdentityOnNodesCheck extends AbstractCredentialCheck {

    KubeletIdentityOnNodesCheck() {
        super(
                "kubelet-identity-on-nodes",
                "The kubelet identity is assigned to the node that pulls",
                Cause.KUBELET_IDENTITY_NOT_ON_NODES);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof KubeletIdentity)) {
            return notApplicable("%s is not the kubelet identity", identity.name());
        }
        var ofNode = pull.nodes().compute();
        return ofNode.isEmpty() ? examinePools(pull) : examineNode(ofNode, pull);
    }

    private static Verdict examineNode(List<NodeComputeResource> ofNode, PullContext pull) {
        var cluster = pull.cluster();
        var kubelet = cluster.kubeletIdentity().orElseThrow();
        var lacking = lacking(ofNode, kubelet);
        if (!lacking.isEmpty() && lacking.size() < ofNode.size()) {
            return undetermined(
                    "node %2$s runs on one of %1$s, and which one is not known",
                    listed(ofNode), pull.nodes().name().orElseThrow());
        }
        if (!lacking.isEmpty()) {
            return confirmed(absent(lacking, kubelet, cluster));
        }
        var verdict = ruledOut("%s is assigned to %s".formatted(kubelet.name(), listed(ofNode)), held(ofNode, kubelet));
        return others(ofNode, kubelet, pull)
                .map(others -> verdict.advising(absent(others, kubelet, cluster)))
                .orElse(verdict);
    }

    /** Other pools without the identity, as far as they can be read. */
    private static Optional<List<NodeComputeResource>> others(
            List<NodeComputeResource> ofNode, ManagedIdentity kubelet, PullContext pull) {
        return PullContext.optionally(pull.nodes()::scaleSets)
                .map(all -> all.stream()
                        .filter(scaleSet -> scaleSet.nodePool().isPresent())
                        .<NodeComputeResource>map(scaleSet -> scaleSet)
                        .filter(scaleSet -> !ofNode.contains(scaleSet))
                        .toList())
                .map(others -> lacking(others, kubelet))
                .filter(lacking -> !lacking.isEmpty());
    }

    /** Examines all pools: the failing node is not known. */
    private static Verdict examinePools(PullContext pull) {
        var cluster = pull.cluster();
        var kubelet = cluster.kubeletIdentity().orElseThrow();
        var found = new ArrayList<NodeComputeResource>();
        var unread = new ArrayList<String>();
        for (var pool : cluster.nodePools()) {
            var compute = computeOf(pool, pull);
            found.addAll(compute);
            if (compute.isEmpty()) {
                unread.add("node pool " + pool.name());
            }
        }
        if (cluster.autoProvisionsNodes()) {
            unread.add("virtual machines that node auto-provisioning has not created yet");
        }
        var lacking = lacking(found, kubelet);
        if (lacking.isEmpty() && unread.isEmpty() && !found.isEmpty()) {
            return ruledOut(
                    "%s is assigned to every node pool: %s".formatted(kubelet.name(), listed(found)),
                    held(found, kubelet));
        }
        if (lacking.isEmpty()) {
            return undetermined(
                    "the node that pulls is not known, and these were not read: %s",
                    unread.isEmpty() ? "any node pool" : DisplayFormat.list(unread));
        }
        if (lacking.size() == found.size() && unread.isEmpty()) {
            return confirmed(absent(lacking, kubelet, cluster));
        }
        return undetermined(
                        "the node that pulls is not known, and %s is not assigned to %s",
                        kubelet.name(), listed(lacking))
                .suspecting(absent(lacking, kubelet, cluster));
    }

    private static List<? extends NodeComputeResource> computeOf(NodePool pool, PullContext pull) {
        List<? extends NodeComputeResource> all =
                pool.isScaleSet() ? pull.nodes().scaleSets() : pull.nodes().virtualMachines();
        return all.stream()
                .filter(compute ->
                        compute.nodePool().filter(pool.name()::equalsIgnoreCase).isPresent())
                .toList();
    }

    private static List<NodeComputeResource> lacking(List<? extends NodeComputeResource> all, ManagedIdentity kubelet) {
        return all.stream()
                .filter(compute -> !compute.userAssignedIdentities().contains(kubelet.id()))
                .<NodeComputeResource>map(compute -> compute)
                .toList();
    }

    private static List<Evidence> held(List<? extends NodeComputeResource> all, ManagedIdentity kubelet) {
        return all.stream()
                .map(compute -> Evidence.of(compute.source(), "%s has %s", compute.described(), kubelet.name()))
                .toList();
    }

    private static Finding absent(List<NodeComputeResource> lacking, ManagedIdentity kubelet, Cluster cluster) {
        var finding = Finding.of(
                        Cause.KUBELET_IDENTITY_NOT_ON_NODES,
                        "The kubelet identity %s is not assigned to %s".formatted(kubelet.name(), places(lacking)))
                .because(cluster.source(), "the kubelet identity of %s is %s", cluster.name(), kubelet.id());
        for (var compute : lacking) {
            finding = finding.because(compute.source(), "%s has %s", compute.described(), heldBy(compute));
        }
        for (var compute : lacking) {
            // Node auto-provisioning creates its own virtual machines: an update of the cluster does not change them.
            if (compute instanceof VirtualMachine machine && machine.nodePool().isEmpty()) {
                finding = finding.fix(IdentityRemedies.assignToMachine(machine, kubelet));
            }
        }
        return lacking.stream().allMatch(compute -> compute.nodePool().isEmpty())
                ? finding
                : finding.fix(IdentityRemedies.reconcile(cluster)).fix(IdentityRemedies.lockNodeResourceGroup(cluster));
    }

    private static String places(List<NodeComputeResource> lacking) {
        var pools = lacking.stream()
                .flatMap(compute -> compute.nodePool().stream())
                .distinct()
                .toList();
        var machines = lacking.stream()
                .filter(compute -> compute.nodePool().isEmpty())
                .map(NodeComputeResource::described)
                .toList();
        var places = new ArrayList<String>();
        if (!pools.isEmpty()) {
            places.add("the nodes of pool " + String.join(", ", pools));
        }
        places.addAll(machines);
        return DisplayFormat.list(places);
    }

    private static String listed(List<? extends NodeComputeResource> all) {
        return DisplayFormat.list(
                all.stream().map(NodeComputeResource::described).toList());
    }

    private static String heldBy(NodeComputeResource compute) {
        if (compute.userAssignedIdentities().isEmpty()) {
            return "no user-assigned identity";
        }
        return compute.userAssignedIdentities().stream()
                .map(ResourceId::name)
                .sorted()
                .collect(Collectors.joining(" and ", "only ", ""));
    }
}
