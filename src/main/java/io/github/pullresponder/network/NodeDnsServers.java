package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * Who answers the nodes' DNS questions.
 *
 * @param servers the DNS servers that the nodes' network names; empty where Azure answers
 * @param networks where they stand, as far as it is known: the nodes' own network, or the servers'
 */
public record NodeDnsServers(List<String> servers, List<ResourceId> networks) {

    static NodeDnsServers of(NetworkSnapshot topology) {
        var own = topology.nodes().get().network();
        var servers = own.ownDnsServers();
        if (servers.isEmpty()) {
            return new NodeDnsServers(List.of(), List.of(own.id()));
        }
        var networks = servers.stream()
                .flatMap(server -> networkOf(server, topology).stream())
                .distinct()
                .toList();
        return new NodeDnsServers(servers, networks);
    }

    private static Optional<ResourceId> networkOf(String server, NetworkSnapshot topology) {
        return AddressRange.find(server).flatMap(topology::networkWith);
    }

    /** The servers without Azure's own, which a network can name among others. */
    public List<String> customServers() {
        return servers.stream()
                .filter(server -> !VirtualNetwork.isAzureDns(server))
                .toList();
    }

    public boolean isAzure() {
        return servers.isEmpty();
    }
}
