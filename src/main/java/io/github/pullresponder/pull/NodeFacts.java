package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.NodeComputeResource;
import io.github.pullresponder.cluster.NodeMachine;
import io.github.pullresponder.cluster.NodeMachine.NonAzureMachine;
import io.github.pullresponder.cluster.NodeMachine.UnknownMachine;
import io.github.pullresponder.cluster.ScaleSet;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.RequestCache;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The failing node, its pool, and the scale sets and machines of the cluster's nodes. */
public final class NodeFacts {
    private final AsyncRead<Cluster> cluster;
    private final Optional<PodFacts> workload;
    private final EvidenceSources sources;
    private final ReadExecutor reads;
    private final RequestCache questions = new RequestCache();

    NodeFacts(AsyncRead<Cluster> cluster, Optional<PodFacts> workload, EvidenceSources sources, ReadExecutor reads) {
        this.cluster = cluster;
        this.workload = workload;
        this.sources = sources;
        this.reads = reads;
    }

    /** Starts the read that the check of the kubelet identity needs. */
    void prefetch() {
        scaleSetsFact();
    }

    /** The pool of the failing node, if a node is known. */
    public Optional<String> pool() {
        return workload.flatMap(facts -> facts.nodePool().get());
    }

    /** The failing node, if it is known and still exists. */
    public Optional<Node> node() {
        return workload.flatMap(facts -> facts.node().get());
    }

    /**
     * The failing node, if it is known and still exists. It is one of the cluster's machines.
     *
     * @throws EvidenceUnavailableException if it is a virtual node, or runs outside of Azure
     */
    public Optional<Node> machineNode() {
        var node = node();
        node.ifPresent(NodeFacts::requireMachine);
        return node;
    }

    static void requireMachine(Node node) {
        if (node.isVirtual()) {
            throw EvidenceUnavailableException.notVisible(
                    BlindSpot.VIRTUAL_NODE,
                    "%s is a virtual node, which is not visible to Pull Responder",
                    node.name());
        }
        if (node.machine() instanceof NonAzureMachine) {
            throw EvidenceUnavailableException.beyond("the providerID of node %s is not an Azure machine", node.name());
        }
    }

    /**
     * The node pools of this pull: the failing node's own, or all of them if no node is known.
     *
     * @throws EvidenceUnavailableException if the node belongs to none of them
     */
    public List<NodePool> affectedPools() {
        var pools = cluster.get().nodePools();
        var node = name();
        if (node.isEmpty()) {
            return pools;
        }
        var own = pool();
        var concerned = pools.stream()
                .filter(pool -> own.filter(pool.name()::equalsIgnoreCase).isPresent())
                .toList();
        if (concerned.isEmpty()) {
            throw EvidenceUnavailableException.beyond(
                    "node %s belongs to no node pool of %s",
                    node.get(), cluster.get().name());
        }
        return concerned;
    }

    /** The name of the failing node, if one is known. */
    public Optional<String> name() {
        return PullContext.orEmpty(() -> workload.map(PodFacts::observed)).flatMap(PodPullStatus::node);
    }

    /**
     * The scale set or the machine of the failing node; none if no node is known.
     *
     * @throws EvidenceUnavailableException if the node is known, and its machine cannot be read
     */
    public List<NodeComputeResource> compute() {
        var name = name();
        if (name.isEmpty()) {
            return List.of();
        }
        var node = PullContext.orEmpty(this::node);
        if (node.isPresent()) {
            requireMachine(node.get());
            if (node.get().machine() instanceof NodeMachine.SingleMachine machine) {
                return List.of(machineAt(machine.id()).get());
            }
            if (node.get().machine() instanceof NodeMachine.ScaleSetInstance instance) {
                return List.of(scaleSetAt(instance.scaleSet()));
            }
        }
        return scaleSetsOfPool(name.get(), node);
    }

    /**
     * The possible machines of the failing node: its machine or its scale set if known, else the scale sets of its pool, or of
     * all pools. Unread if the node may be an unknown machine outside of scale sets.
     */
    AsyncRead<List<NodeComputeResource>> mayRunOn() {
        return workload.map(PodFacts::node)
                .orElse(AsyncRead.of(Optional.empty()))
                .orElse(unreadable -> AsyncRead.of(Optional.empty()))
                .then(this::mayRunOn);
    }

    private AsyncRead<List<NodeComputeResource>> mayRunOn(Optional<Node> node) {
        node.ifPresent(NodeFacts::requireMachine);
        var machine = node.map(Node::machine).orElseGet(UnknownMachine::new);
        if (machine instanceof NodeMachine.SingleMachine single) {
            return machineAt(single.id()).map(List::of);
        }
        if (machine instanceof NodeMachine.ScaleSetInstance instance) {
            return scaleSetsFact().map(all -> List.of(scaleSetAt(instance.scaleSet(), all)));
        }
        return workload.map(PodFacts::nodePool)
                .orElse(AsyncRead.of(Optional.empty()))
                .then(pool -> {
                    if (pool.isEmpty() && node.isPresent()) {
                        throw EvidenceUnavailableException.beyond(
                                "the machine of node %s is unknown: the node names no machine and no node pool",
                                node.get().name());
                    }
                    return cluster.with(scaleSetsFact(), (known, all) -> scaleSetsOf(known, pool, all));
                });
    }

    private static List<NodeComputeResource> scaleSetsOf(Cluster cluster, Optional<String> pool, List<ScaleSet> all) {
        var pools = cluster.nodePools().stream()
                .filter(known -> pool.isEmpty() || known.name().equalsIgnoreCase(pool.get()))
                .toList();
        if (pools.isEmpty()
                || pools.stream().anyMatch(known -> !known.isScaleSet())
                || (pool.isEmpty() && cluster.autoProvisionsNodes())) {
            throw EvidenceUnavailableException.beyond(
                    "the failed machine of %s is unknown, and not all machines are in scale sets", cluster.name());
        }
        return pools.stream()
                .flatMap(known -> scaleSetsOfPool(known.name(), cluster, all).stream())
                .toList();
    }

    private ScaleSet scaleSetAt(ResourceId id) {
        return scaleSetAt(id, scaleSets());
    }

    private static ScaleSet scaleSetAt(ResourceId id, List<ScaleSet> all) {
        return all.stream()
                .filter(scaleSet -> scaleSet.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        EvidenceUnavailableException.because(UnavailabilityReason.NOT_FOUND, "scale set " + id.name()));
    }

    AsyncRead<VirtualMachine> machineAt(ResourceId id) {
        return questions.once(
                "machine " + id,
                () -> reads.start(
                        "virtual machine " + id.name(),
                        () -> sources.clusters()
                                .virtualMachine(id)
                                .orElseThrow(() -> EvidenceUnavailableException.because(
                                        UnavailabilityReason.NOT_FOUND, "virtual machine " + id.name()))));
    }

    /** Finds a node without a machine, or one that was not read, by its pool: a pool of that type has its own scale set. */
    private List<NodeComputeResource> scaleSetsOfPool(String name, Optional<Node> node) {
        var pool = pool();
        if (pool.isEmpty()) {
            // The reason why the node was not read is more useful than a name without a pool.
            if (node.isEmpty()) {
                node();
            }
            throw EvidenceUnavailableException.beyond(
                    "the machine of node %s is unknown: the node names no machine", name);
        }
        return scaleSetsOfPool(pool.get(), cluster.get(), scaleSets());
    }

    private static List<NodeComputeResource> scaleSetsOfPool(String pool, Cluster cluster, List<ScaleSet> all) {
        var found = all.stream()
                .filter(scaleSet ->
                        scaleSet.nodePool().filter(pool::equalsIgnoreCase).isPresent())
                .<NodeComputeResource>map(scaleSet -> scaleSet)
                .toList();
        if (found.isEmpty()) {
            throw EvidenceUnavailableException.beyond(
                    "no scale set of node pool %s was found in %s", pool, cluster.nodeResourceGroup());
        }
        return found;
    }

    /** The kubelet versions of the failing node, else of the node pools. */
    List<String> kubeletVersions() {
        return PullContext.orEmpty(this::node)
                .flatMap(Node::kubeletVersion)
                .map(List::of)
                .orElseGet(() -> cluster.get().nodePools().stream()
                        .map(pool -> pool.kubernetesVersion().orElse(""))
                        .toList());
    }

    /** The machines of the cluster's nodes outside of scale sets. */
    public List<VirtualMachine> virtualMachines() {
        return inNodeResourceGroup("virtual machines", sources.clusters()::virtualMachines)
                .get();
    }

    /** The scale sets of the cluster's nodes. */
    public List<ScaleSet> scaleSets() {
        return scaleSetsFact().get();
    }

    private AsyncRead<List<ScaleSet>> scaleSetsFact() {
        return inNodeResourceGroup("scale sets", sources.clusters()::scaleSets);
    }

    private <T> AsyncRead<T> inNodeResourceGroup(String what, Function<ResourceId, T> read) {
        return questions.once(
                what, () -> cluster.then(known -> reads.start(what, () -> read.apply(known.nodeResourceGroupId()))));
    }
}
