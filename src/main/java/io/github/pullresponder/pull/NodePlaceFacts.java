package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.cluster.Node;
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

/** Where in the network the nodes of the failing pool are. */
final class NodePlaceFacts {
    private final NetworkReads reads;
    private final AsyncRead<Place> place;
    private final AsyncRead<Place> placeWithAddress;

    NodePlaceFacts(AsyncRead<Cluster> cluster, Optional<WorkloadFacts> workload, NetworkReads reads) {
        this.reads = reads;
        var address = workload.map(WorkloadFacts::node)
                .orElse(AsyncRead.of(Optional.empty()))
                .map(node -> node.flatMap(Node::address).flatMap(AddressRange::find))
                .orElse(unreadable -> AsyncRead.of(Optional.empty()));
        this.place = cluster.then(read -> placeOf(read, workload));
        this.placeWithAddress = place.with(address, NodePlaceFacts::at);
    }

    /** Known before the node itself is: in most clusters all pools are in one subnet. */
    AsyncRead<Place> place() {
        return place;
    }

    /** With the node's own address, as far as it is known. */
    AsyncRead<Place> placeWithAddress() {
        return placeWithAddress;
    }

    private AsyncRead<Place> placeOf(Cluster cluster, Optional<WorkloadFacts> workload) {
        return subnets(cluster, Optional.empty()).size() == 1
                ? placeIn(cluster, Optional.empty())
                : workload.map(WorkloadFacts::nodePool)
                        .orElse(AsyncRead.of(Optional.empty()))
                        .then(pool -> placeIn(cluster, pool));
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
        var group = cluster.id().resourceGroupNamed(cluster.nodeResourceGroup());
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
