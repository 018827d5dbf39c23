package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * Who answers the nodes' DNS questions.
 *
 * @param servers the DNS servers that the nodes' network names; empty where Azure answers
 * @param networks the networks whose linked private zones those servers see: the nodes' own, or the servers'
 * @param outOfSight servers in no network that was read
 */
public record Resolver(List<String> servers, List<ResourceId> networks, List<String> outOfSight) {

    static Resolver of(NetworkSnapshot topology) {
        var own = topology.nodes().get().network();
        var servers = own.ownDnsServers();
        if (servers.isEmpty()) {
            return new Resolver(List.of(), List.of(own.id()), List.of());
        }
        var networks = servers.stream()
                .flatMap(server -> networkOf(server, topology).stream())
                .distinct()
                .toList();
        var outOfSight = servers.stream()
                .filter(server -> networkOf(server, topology).isEmpty())
                .toList();
        return new Resolver(servers, networks, outOfSight);
    }

    private static Optional<ResourceId> networkOf(String server, NetworkSnapshot topology) {
        return AddressRange.find(server).flatMap(topology::networkWith);
    }

    public boolean isAzure() {
        return servers.isEmpty();
    }
}
