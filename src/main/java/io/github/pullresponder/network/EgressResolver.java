package io.github.pullresponder.network;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.network.NetworkSnapshot.NodePublicAddresses;
import io.github.pullresponder.network.OutboundPublicAddresses.EgressAddress;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the public addresses of outbound traffic; a NAT gateway of the subnet has precedence. */
final class EgressResolver {
    private static final Set<String> CLOSED = Set.of("none", "block");

    private final Cluster cluster;
    private final NetworkSnapshot snapshot;

    EgressResolver(Cluster cluster, NetworkSnapshot snapshot) {
        this.cluster = cluster;
        this.snapshot = snapshot;
    }

    /** Returns true if the cluster's {@code outboundType} provides no egress. */
    static boolean isClosed(Cluster cluster) {
        return CLOSED.contains(cluster.network().outboundType().toLowerCase(Locale.ROOT));
    }

    OutboundPublicAddresses ofNodes() {
        var gateway = snapshot.nodes().get().subnet().natGateway();
        if (gateway.isPresent()) {
            return through(gateway.get());
        }
        var own = snapshot.nodes().get().publicAddresses();
        if (own.isPresent()) {
            return ofNode(own.get());
        }
        if (isClosed(cluster)) {
            throw EvidenceUnavailableException.beyond(
                    "%s has no egress: its outboundType is %s",
                    cluster.name(), cluster.network().outboundType());
        }
        return egress(
                "%s of %s".formatted(cluster.network().outboundType(), cluster.name()),
                addressesOf(cluster.network().outboundAddresses()));
    }

    /**
     * The node's own address has precedence over the load balancer's. Source: "Outbound rules Azure Load Balancer"; "Default outbound
     * access".
     */
    private OutboundPublicAddresses ofNode(NodePublicAddresses own) {
        var by = "public addresses of the nodes of %s".formatted(cluster.name());
        if (own.node().isPresent()) {
            return new OutboundPublicAddresses(
                    by, List.of(new EgressAddress(cluster.id(), own.node().get())));
        }
        return own.prefix()
                .map(prefix -> egress(by, addressesOf(List.of(prefix))))
                .orElseThrow(() -> EvidenceUnavailableException.beyond(
                        "the nodes of %s have their own public IP addresses, and the address of the failing node is not known",
                        cluster.name()));
    }

    OutboundPublicAddresses of(Firewall firewall) {
        var gateway = firewall.network()
                .map(snapshot::network)
                .flatMap(network -> firewall.subnet().flatMap(network::subnet))
                .flatMap(Subnet::natGateway);
        if (gateway.isPresent()) {
            return through(gateway.get());
        }
        var addresses = new ArrayList<>(addressesOf(firewall.publicAddresses()));
        firewall.hubAddresses().stream()
                .flatMap(text -> AddressRange.find(text).stream())
                .forEach(range -> addresses.add(new EgressAddress(firewall.id(), range)));
        return egress("firewall " + firewall.name(), addresses);
    }

    private OutboundPublicAddresses through(ResourceId gateway) {
        var ids = Optional.ofNullable(snapshot.gateways().get(gateway))
                .orElseThrow(() -> EvidenceUnavailableException.beyond("NAT gateway %s was not read", gateway.name()))
                .get();
        return egress("NAT gateway " + gateway.name(), addressesOf(ids));
    }

    private static OutboundPublicAddresses egress(String by, List<EgressAddress> addresses) {
        if (addresses.isEmpty()) {
            throw EvidenceUnavailableException.beyond("%s has no public addresses", by);
        }
        return new OutboundPublicAddresses(by, addresses);
    }

    /** The IPv4 addresses of public IP resources: a registry has IPv4 addresses, and its network rules support IPv4 only. */
    private List<EgressAddress> addressesOf(List<ResourceId> ids) {
        var addresses = new ArrayList<EgressAddress>();
        for (var id : ids) {
            var range = Optional.ofNullable(snapshot.publicAddresses().get(id))
                    .orElseThrow(() -> EvidenceUnavailableException.beyond("public address %s was not read", id.name()))
                    .get();
            if (!range.isIpv6()) {
                addresses.add(new EgressAddress(id, range));
            }
        }
        return addresses;
    }
}
