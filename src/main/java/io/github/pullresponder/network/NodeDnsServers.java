package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * The DNS servers of the nodes.
 *
 * @param servers the custom DNS servers of the nodes' network; empty if it uses Azure DNS
 * @param networks the known networks of the servers; with Azure DNS, the nodes' own network
 */
public record NodeDnsServers(List<String> servers, List<ResourceId> networks) {

    static NodeDnsServers of(NetworkSnapshot snapshot) {
        var own = snapshot.nodes().get().network();
        var servers = own.ownDnsServers();
        if (servers.isEmpty()) {
            return new NodeDnsServers(List.of(), List.of(own.id()));
        }
        var networks = servers.stream()
                .flatMap(server -> networkOf(server, snapshot).stream())
                .distinct()
                .toList();
        return new NodeDnsServers(servers, networks);
    }

    private static Optional<ResourceId> networkOf(String server, NetworkSnapshot snapshot) {
        return AddressRange.find(server).flatMap(snapshot::networkWith);
    }

    /** The servers without the address of Azure DNS, which a network can list with others. */
    public List<String> customServers() {
        return servers.stream()
                .filter(server -> !VirtualNetwork.isAzureDns(server))
                .toList();
    }

    public boolean isAzure() {
        return servers.isEmpty();
    }
}
