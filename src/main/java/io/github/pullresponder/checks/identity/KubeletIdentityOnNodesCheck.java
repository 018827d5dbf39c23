package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Cluster.ManagedIdentity;
import io.github.pullresponder.cluster.ScaleSet;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.KubeletIdentity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that the kubelet identity is on the nodes of every pool. Guide: 401, solution 4. */
final class KubeletIdentityOnNodesCheck extends CredentialCheck {

    KubeletIdentityOnNodesCheck() {
        super(
                "kubelet-identity-on-nodes",
                "The kubelet identity is on the nodes of every pool",
                Cause.KUBELET_IDENTITY_NOT_ON_NODES);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof KubeletIdentity)) {
            return notApplicable("%s is not the kubelet identity", identity.name());
        }
        var cluster = pull.cluster();
        var scaleSets = pull.scaleSets().stream()
                .filter(scaleSet -> scaleSet.nodePool().isPresent())
                .toList();
        var pool = pull.nodePool();
        if (ofPool(scaleSets, pool).isEmpty()) {
            return undetermined(
                    "no scale set of %s was found in %s",
                    pool.map(name -> "node pool " + name).orElse("any node pool"), cluster.nodeResourceGroup());
        }
        return judge(scaleSets, pool, cluster);
    }

    private static Verdict judge(List<ScaleSet> scaleSets, Optional<String> pool, Cluster cluster) {
        var kubelet = cluster.kubeletIdentity().orElseThrow();
        var lacking = scaleSets.stream()
                .filter(scaleSet -> !scaleSet.userAssignedIdentities().contains(kubelet.id()))
                .sorted(Comparator.comparing(scaleSet -> !isOfPool(scaleSet, pool)))
                .toList();
        if (lacking.isEmpty()) {
            return ruledOut(scaleSets.get(0).source(), "%s is on every node pool", kubelet.name());
        }
        if (ofPool(lacking, pool).isEmpty()) {
            return ruledOut(scaleSets.get(0).source(), "%s is on node pool %s", kubelet.name(), pool.orElseThrow())
                    .advising(absent(lacking, kubelet, cluster));
        }
        return confirmed(absent(lacking, kubelet, cluster));
    }

    private static Finding absent(List<ScaleSet> lacking, ManagedIdentity kubelet, Cluster cluster) {
        var pools = lacking.stream()
                .map(scaleSet -> scaleSet.nodePool().orElseThrow())
                .distinct()
                .collect(Collectors.joining(", "));
        var finding = Finding.of(
                        Cause.KUBELET_IDENTITY_NOT_ON_NODES,
                        "The kubelet identity %s is not on the nodes of pool %s".formatted(kubelet.name(), pools))
                .because(cluster.source(), "the nodes of %s are to pull with %s", cluster.name(), kubelet.id());
        for (var scaleSet : lacking) {
            finding = finding.because(
                    scaleSet.source(),
                    "scale set %s of pool %s holds %s",
                    scaleSet.id().name(),
                    scaleSet.nodePool().orElseThrow(),
                    heldBy(scaleSet));
        }
        return finding.fix(IdentityRemedies.reconcile(cluster)).fix(IdentityRemedies.lockNodeResourceGroup(cluster));
    }

    private static String heldBy(ScaleSet scaleSet) {
        if (scaleSet.userAssignedIdentities().isEmpty()) {
            return "no user-assigned identity";
        }
        return scaleSet.userAssignedIdentities().stream()
                .map(identity -> identity.name())
                .sorted()
                .collect(Collectors.joining(" and ", "only ", ""));
    }

    private static List<ScaleSet> ofPool(List<ScaleSet> scaleSets, Optional<String> pool) {
        return scaleSets.stream().filter(scaleSet -> isOfPool(scaleSet, pool)).toList();
    }

    /** Without a known pool every pool may be the one. */
    private static boolean isOfPool(ScaleSet scaleSet, Optional<String> pool) {
        return pool.isEmpty()
                || scaleSet.nodePool().filter(pool.get()::equalsIgnoreCase).isPresent();
    }
}
