package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.NodeMachine;
import io.github.pullresponder.cluster.NodeMachine.UnknownMachine;
import io.github.pullresponder.cluster.NodeNameParser;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.NetworkSnapshot.NodeLocation;
import io.github.pullresponder.network.NetworkSnapshot.NodePublicAddresses;
import io.github.pullresponder.network.Subnet;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The network location of the failing node, or of the nodes of its pool. */
final class NodeNetworkLocationFacts {
    private static final int MOST_AHEAD = 3;
    private static final Pattern MACHINE = Pattern.compile("aks-[a-z0-9-]+");

    private final NetworkPartsReader reads;
    private final Function<ResourceId, AsyncRead<VirtualMachine>> machines;
    private final AsyncRead<NodeLocation> place;
    private final AsyncRead<NodeLocation> placeWithAddress;

    /**
     * The subnet that AKS creates for nodes in a managed network; add-ons create other subnets in it. Source: AKS, "Use managed virtual
     * network".
     */
    private static final String SUBNET_OF_AKS = "aks-subnet";

    NodeNetworkLocationFacts(
            AsyncRead<Cluster> cluster,
            Optional<PodFacts> workload,
            Function<ResourceId, AsyncRead<VirtualMachine>> machines,
            NetworkPartsReader reads) {
        this.reads = reads;
        this.machines = machines;
        var address = workload.map(PodFacts::node)
                .orElse(AsyncRead.of(Optional.empty()))
                .map(node -> node.flatMap(Node::address).flatMap(AddressRange::find))
                .orElse(unreadable -> AsyncRead.of(Optional.empty()));
        cluster.onRead(this::readAhead);
        workload.ifPresent(facts -> facts.nodeName()
                .with(cluster, (node, read) -> node.flatMap(name -> machineNamed(name, read)))
                .onRead(machine -> machine.ifPresent(this::readMachineAhead)));
        this.place = cluster.then(read -> placeOf(read, workload));
        this.placeWithAddress = place.with(address, NodeNetworkLocationFacts::at)
                .with(publicAddresses(cluster, workload), NodeNetworkLocationFacts::leavingWith);
    }

    /** Starts network reads before the node's pool is known; most clusters have one network. */
    private void readAhead(Cluster cluster) {
        var subnets = subnets(cluster, Optional.empty());
        subnets.stream()
                .flatMap(Optional::stream)
                .map(ResourceId::parent)
                .distinct()
                .limit(MOST_AHEAD)
                .forEach(reads::network);
        if (subnets.stream().anyMatch(Optional::isEmpty)) {
            reads.networksIn(cluster.nodeResourceGroupId());
        }
    }

    /** The machine with the name of a node outside of scale sets. */
    private static Optional<ResourceId> machineNamed(String node, Cluster cluster) {
        return NodeNameParser.poolOf(node).isPresent() || !MACHINE.matcher(node).matches()
                ? Optional.empty()
                : Optional.of(ResourceId.parse(
                        cluster.nodeResourceGroupId() + "/providers/Microsoft.Compute/virtualMachines/" + node));
    }

    /** Node auto-provisioning gives the network interface of a machine its name. Source: Azure/karpenter-provider-azure. */
    private void readMachineAhead(ResourceId machine) {
        machines.apply(machine).onRead(reads::interfaceOf);
        reads.networkInterface(ResourceId.parse(machine.resourceGroupNamed(machine.resourceGroup())
                + "/providers/Microsoft.Network/networkInterfaces/" + machine.name()));
    }

    /** The public addresses of nodes: from the node, or from its pool if the node is not known. */
    private static AsyncRead<Optional<NodePublicAddresses>> publicAddresses(
            AsyncRead<Cluster> cluster, Optional<PodFacts> workload) {
        var node = workload.map(PodFacts::node)
                .orElse(AsyncRead.of(Optional.empty()))
                .orElse(unreadable -> AsyncRead.of(Optional.empty()));
        var pool = workload.map(PodFacts::nodePool)
                .orElse(AsyncRead.of(Optional.empty()))
                .orElse(unreadable -> AsyncRead.of(Optional.empty()));
        return cluster.with(node.with(pool, NodeAndPool::new), (read, owner) -> owner.addressesIn(read));
    }

    private record NodeAndPool(Optional<Node> node, Optional<String> pool) {
        /**
         * The nodes' own addresses. If the pool is not known, one pool with public addresses makes the load balancer's addresses
         * uncertain.
         */
        Optional<NodePublicAddresses> addressesIn(Cluster cluster) {
            var shown = node.flatMap(Node::publicAddress)
                    .flatMap(AddressRange::find)
                    .filter(address -> !address.isIpv6());
            var pools = cluster.nodePools().stream()
                    .filter(nodePool -> pool.isEmpty() || nodePool.name().equalsIgnoreCase(pool.get()))
                    .filter(nodePool -> nodePool.publicAddresses().ofEachNode())
                    .toList();
            if (shown.isEmpty() && pools.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new NodePublicAddresses(
                    shown,
                    pools.stream()
                            .filter(nodePool -> pool.isPresent())
                            .flatMap(nodePool -> nodePool.publicAddresses().prefix().stream())
                            .findFirst()));
        }
    }

    private static NodeLocation leavingWith(NodeLocation place, Optional<NodePublicAddresses> addresses) {
        return new NodeLocation(place.network(), place.subnet(), place.address(), addresses);
    }

    AsyncRead<NodeLocation> place() {
        return place;
    }

    /** The location with the node's own address, if it is known. */
    AsyncRead<NodeLocation> placeWithAddress() {
        return placeWithAddress;
    }

    private AsyncRead<NodeLocation> placeOf(Cluster cluster, Optional<PodFacts> workload) {
        return workload.map(facts -> facts.node()
                        .orElse(unreadable -> AsyncRead.of(Optional.empty()))
                        .then(node -> placeOf(cluster, node, facts)))
                .orElseGet(() -> placeIn(cluster, Optional.empty(), Optional.empty()));
    }

    /**
     * The location of a machine outside of scale sets is that of its network interface; of another node, that of its address or its pool.
     */
    private AsyncRead<NodeLocation> placeOf(Cluster cluster, Optional<Node> node, PodFacts facts) {
        node.ifPresent(NodeFacts::requireMachine);
        var machine = node.map(Node::machine).orElseGet(UnknownMachine::new);
        if (machine instanceof NodeMachine.SingleMachine single) {
            return machines.apply(single.id()).then(this::placeOf);
        }
        var address = node.flatMap(Node::address).flatMap(AddressRange::find);
        return facts.nodePool().then(pool -> {
            if (pool.isEmpty() && (node.isPresent() || hasMachinesOutsideOfScaleSets(cluster)) && facts.isOnNode()) {
                throw EvidenceUnavailableException.beyond(
                        "the location of the failing node of %s is not known: it has no machine and no node pool",
                        cluster.name());
            }
            return placeIn(cluster, pool, address);
        });
    }

    private static boolean hasMachinesOutsideOfScaleSets(Cluster cluster) {
        return cluster.autoProvisionsNodes() || cluster.nodePools().stream().anyMatch(pool -> !pool.isScaleSet());
    }

    private AsyncRead<NodeLocation> placeOf(VirtualMachine machine) {
        return reads.interfaceOf(machine).then(nic -> placeIn(nic.subnet()));
    }

    private AsyncRead<NodeLocation> placeIn(Cluster cluster, Optional<String> pool, Optional<AddressRange> address) {
        var subnets = subnets(cluster, pool);
        if (subnets.size() > 1) {
            throw EvidenceUnavailableException.beyond(
                    "the node pools of %s are in different subnets, and the failing pool is not known", cluster.name());
        }
        return subnets.stream()
                .flatMap(Optional::stream)
                .findFirst()
                .map(subnet -> placeIn(subnet, address))
                .orElseGet(() -> placeMadeByAks(cluster, address));
    }

    /** The subnets of all pools or of one pool; empty for a subnet that AKS created. */
    private static List<Optional<ResourceId>> subnets(Cluster cluster, Optional<String> pool) {
        return cluster.nodePools().stream()
                .filter(nodePool -> pool.isEmpty() || nodePool.name().equalsIgnoreCase(pool.get()))
                .map(NodePool::subnet)
                .distinct()
                .toList();
    }

    private AsyncRead<NodeLocation> placeIn(ResourceId subnet) {
        return placeIn(subnet, Optional.empty());
    }

    /** The location in the subnet with the node's address; without an address or a matching subnet, in the named subnet. */
    private AsyncRead<NodeLocation> placeIn(ResourceId subnet, Optional<AddressRange> address) {
        return reads.network(subnet.parent())
                .map(network -> network.subnet(subnet)
                        .map(named -> placeOf(network, holding(address, network, named)))
                        .orElseThrow(() -> EvidenceUnavailableException.because(
                                UnavailabilityReason.NOT_FOUND, "subnet " + subnet.name())));
    }

    private static Subnet holding(Optional<AddressRange> address, VirtualNetwork network, Subnet named) {
        return address.filter(node -> !named.holds(node))
                .flatMap(network::subnetWith)
                .orElse(named);
    }

    private AsyncRead<NodeLocation> placeMadeByAks(Cluster cluster, Optional<AddressRange> address) {
        var group = cluster.nodeResourceGroupId();
        return reads.networksIn(group)
                .map(found -> found.stream()
                        .flatMap(network ->
                                address.flatMap(network::subnetWith).map(subnet -> placeOf(network, subnet)).stream())
                        .findFirst()
                        .or(() -> placeByName(found))
                        .orElseThrow(() -> found.isEmpty()
                                ? EvidenceUnavailableException.because(
                                        UnavailabilityReason.NOT_FOUND, "a virtual network in " + group.name())
                                : EvidenceUnavailableException.beyond(
                                        "it is not known which subnet in %s contains the nodes of %s",
                                        group.name(), cluster.name())));
    }

    /** The location without the node's address: the subnet with the name that AKS gives, or the only subnet. */
    private static Optional<NodeLocation> placeByName(List<VirtualNetwork> networks) {
        var places = networks.stream()
                .flatMap(network -> network.subnets().stream().map(subnet -> placeOf(network, subnet)))
                .toList();
        return places.stream()
                .filter(place -> place.subnet().name().equalsIgnoreCase(SUBNET_OF_AKS))
                .findFirst()
                .or(() -> places.stream().filter(only -> places.size() == 1).findFirst());
    }

    private static NodeLocation placeOf(VirtualNetwork network, Subnet subnet) {
        var address = subnet.addresses().stream()
                .findFirst()
                .or(() -> network.addresses().stream().findFirst())
                .orElseThrow(
                        () -> EvidenceUnavailableException.beyond("subnet %s has no address range", subnet.name()));
        return new NodeLocation(network, subnet, address);
    }

    private static NodeLocation at(NodeLocation place, Optional<AddressRange> address) {
        return address.map(own -> new NodeLocation(place.network(), place.subnet(), own))
                .orElse(place);
    }
}
