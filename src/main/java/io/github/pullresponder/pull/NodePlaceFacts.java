package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.cluster.Machine;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.NetworkSnapshot.Place;
import io.github.pullresponder.network.Subnet;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.Reason;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where in the network the failing node is, or the nodes of its pool. */
final class NodePlaceFacts {
    private final NetworkReads reads;
    private final Function<ResourceId, AsyncRead<VirtualMachine>> machines;
    private final AsyncRead<Place> place;
    private final AsyncRead<Place> placeWithAddress;

    NodePlaceFacts(
            AsyncRead<Cluster> cluster,
            Optional<WorkloadFacts> workload,
            Function<ResourceId, AsyncRead<VirtualMachine>> machines,
            NetworkReads reads) {
        this.reads = reads;
        this.machines = machines;
        var address = workload.map(WorkloadFacts::node)
                .orElse(AsyncRead.of(Optional.empty()))
                .map(node -> node.flatMap(Node::address).flatMap(AddressRange::find))
                .orElse(unreadable -> AsyncRead.of(Optional.empty()));
        this.place = cluster.then(read -> placeOf(read, workload));
        this.placeWithAddress = place.with(address, NodePlaceFacts::at);
    }

    AsyncRead<Place> place() {
        return place;
    }

    /** With the node's own address, as far as it is known. */
    AsyncRead<Place> placeWithAddress() {
        return placeWithAddress;
    }

    private AsyncRead<Place> placeOf(Cluster cluster, Optional<WorkloadFacts> workload) {
        return workload.map(facts -> facts.node()
                        .orElse(unreadable -> AsyncRead.of(Optional.empty()))
                        .then(node -> placeOf(cluster, node, facts)))
                .orElseGet(() -> placeIn(cluster, Optional.empty()));
    }

    /** A machine outside of scale sets is where its network interface is; another node is where its pool is. */
    private AsyncRead<Place> placeOf(Cluster cluster, Optional<Node> node, WorkloadFacts facts) {
        node.ifPresent(NodeFacts::requireMachine);
        var machine = node.map(Node::machine).orElseGet(Machine.NotNamed::new);
        if (machine instanceof Machine.SingleMachine single) {
            return machines.apply(single.id()).then(this::placeOf);
        }
        return facts.nodePool().then(pool -> {
            if (pool.isEmpty() && (node.isPresent() || hasMachinesOutsideOfScaleSets(cluster)) && facts.isOnNode()) {
                throw EvidenceUnavailableException.beyond(
                        "where the failing node of %s is is not known: it names no machine and no node pool",
                        cluster.name());
            }
            return placeIn(cluster, pool);
        });
    }

    private static boolean hasMachinesOutsideOfScaleSets(Cluster cluster) {
        return cluster.autoProvisionsNodes() || cluster.nodePools().stream().anyMatch(pool -> !pool.isScaleSet());
    }

    private AsyncRead<Place> placeOf(VirtualMachine machine) {
        return reads.interfaceOf(machine).then(card -> placeIn(card.subnet()));
    }

    private AsyncRead<Place> placeIn(Cluster cluster, Optional<String> pool) {
        var subnets = subnets(cluster, pool);
        if (subnets.size() > 1) {
            throw EvidenceUnavailableException.beyond(
                    "the node pools of %s are in different subnets, and which pool failed is not known",
                    cluster.name());
        }
        return subnets.stream()
                .flatMap(Optional::stream)
                .findFirst()
                .map(this::placeIn)
                .orElseGet(() -> placeMadeByAks(cluster));
    }

    /** The subnets of the pools, or of the one pool; absent for those that AKS made. */
    private static List<Optional<ResourceId>> subnets(Cluster cluster, Optional<String> pool) {
        return cluster.nodePools().stream()
                .filter(nodePool -> pool.isEmpty() || nodePool.name().equalsIgnoreCase(pool.get()))
                .map(NodePool::subnet)
                .distinct()
                .toList();
    }

    private AsyncRead<Place> placeIn(ResourceId subnet) {
        return reads.network(subnet.parent())
                .map(network -> network.subnet(subnet)
                        .map(found -> placeOf(network, found))
                        .orElseThrow(() ->
                                EvidenceUnavailableException.because(Reason.NOT_FOUND, "subnet " + subnet.name())));
    }

    private AsyncRead<Place> placeMadeByAks(Cluster cluster) {
        var group = cluster.nodeResourceGroupId();
        return reads.start("virtual networks of " + group.name(), networks -> networks.networksIn(group))
                .map(found -> found.stream()
                        .filter(network -> !network.subnets().isEmpty())
                        .findFirst()
                        .map(network -> placeOf(network, network.subnets().get(0)))
                        .orElseThrow(() -> EvidenceUnavailableException.because(
                                Reason.NOT_FOUND, "a virtual network in " + group.name())));
    }

    private static Place placeOf(VirtualNetwork network, Subnet subnet) {
        var address = subnet.addresses().stream()
                .findFirst()
                .or(() -> network.addresses().stream().findFirst())
                .orElseThrow(
                        () -> EvidenceUnavailableException.beyond("subnet %s has no address range", subnet.name()));
        return new Place(network, subnet, address);
    }

    private static Place at(Place place, Optional<AddressRange> address) {
        return address.map(own -> new Place(place.network(), place.subnet(), own))
                .orElse(place);
    }
}
