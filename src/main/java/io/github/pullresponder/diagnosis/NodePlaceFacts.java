package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.Cluster.NodePool;
import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.Node;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.evidence.Unreadable.Reason;
import io.github.pullresponder.evidence.network.AddressRange;
import io.github.pullresponder.evidence.network.Subnet;
import io.github.pullresponder.evidence.network.Topology.Place;
import io.github.pullresponder.evidence.network.VirtualNetwork;
import java.util.List;
import java.util.Optional;

/** Where in the network the nodes of the failing pool are. */
final class NodePlaceFacts {
    private final NetworkReads reads;
    private final Fact<Place> place;
    private final Fact<Place> placeWithAddress;

    NodePlaceFacts(Fact<Cluster> cluster, Optional<WorkloadFacts> workload, NetworkReads reads) {
        this.reads = reads;
        var address = workload.map(WorkloadFacts::node)
                .orElse(Fact.of(Optional.empty()))
                .map(node -> node.flatMap(Node::address).flatMap(AddressRange::find))
                .orElse(unreadable -> Fact.of(Optional.empty()));
        this.place = cluster.then(it -> placeOf(it, workload));
        this.placeWithAddress = place.with(address, NodePlaceFacts::at);
    }

    /** Known before the node itself is: in most clusters all pools are in one subnet. */
    Fact<Place> place() {
        return place;
    }

    /** With the node's own address, as far as it is known. */
    Fact<Place> placeWithAddress() {
        return placeWithAddress;
    }

    private Fact<Place> placeOf(Cluster cluster, Optional<WorkloadFacts> workload) {
        return subnets(cluster, Optional.empty()).size() == 1
                ? placeIn(cluster, Optional.empty())
                : workload.map(WorkloadFacts::nodePool)
                        .orElse(Fact.of(Optional.empty()))
                        .then(pool -> placeIn(cluster, pool));
    }

    private Fact<Place> placeIn(Cluster cluster, Optional<String> pool) {
        var subnets = subnets(cluster, pool);
        if (subnets.size() > 1) {
            throw Unreadable.beyond(
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
                .filter(it -> pool.isEmpty() || it.name().equalsIgnoreCase(pool.get()))
                .map(NodePool::subnet)
                .distinct()
                .toList();
    }

    private Fact<Place> placeIn(ResourceId subnet) {
        return reads.network(subnet.parent())
                .map(network -> network.subnet(subnet)
                        .map(it -> placeOf(network, it))
                        .orElseThrow(() -> Unreadable.because(Reason.NOT_FOUND, "subnet " + subnet.name())));
    }

    private Fact<Place> placeMadeByAks(Cluster cluster) {
        var group = cluster.id().resourceGroupNamed(cluster.nodeResourceGroup());
        return reads.start("virtual networks of " + group.name(), it -> it.networksIn(group))
                .map(found -> found.stream()
                        .filter(network -> !network.subnets().isEmpty())
                        .findFirst()
                        .map(network -> placeOf(network, network.subnets().get(0)))
                        .orElseThrow(
                                () -> Unreadable.because(Reason.NOT_FOUND, "a virtual network in " + group.name())));
    }

    private static Place placeOf(VirtualNetwork network, Subnet subnet) {
        var address = subnet.addresses().stream()
                .findFirst()
                .or(() -> network.addresses().stream().findFirst())
                .orElseThrow(() -> Unreadable.beyond("subnet %s has no address range", subnet.name()));
        return new Place(network, subnet, address);
    }

    private static Place at(Place place, Optional<AddressRange> address) {
        return address.map(it -> new Place(place.network(), place.subnet(), it)).orElse(place);
    }
}
