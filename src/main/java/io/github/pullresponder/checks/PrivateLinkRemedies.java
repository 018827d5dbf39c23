package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.network.AddressRange;
import io.github.pullresponder.evidence.network.Egress;
import io.github.pullresponder.evidence.network.PrivateEndpoint;
import io.github.pullresponder.evidence.network.PrivateZone;
import io.github.pullresponder.evidence.network.Subnet;
import java.util.List;
import java.util.stream.Stream;

/** The remedies of private endpoints, their names, and public access beside them. */
final class PrivateLinkRemedies {
    private static final String AZURE_DNS = "168.63.129.16";

    private PrivateLinkRemedies() {}

    static Remedy linkZone(PrivateZone zone, ResourceId network) {
        return Remedy.of(
                "Link %s to %s".formatted(zone.id().name(), network.name()),
                Command.on(zone.id(), "network", "private-dns", "link", "vnet", "create")
                        .with("--zone-name", zone.id().name())
                        .with("--name", "link-" + network.name())
                        .with("--virtual-network", network.toString())
                        .with("--registration-enabled", "false")
                        .line());
    }

    static Remedy forwardToAzureDns(List<String> servers, String zoneSuffix) {
        return Remedy.of("Let %s forward %s to %s, if they do not yet"
                .formatted(String.join(" and ", servers), zoneSuffix, AZURE_DNS));
    }

    static Remedy useAzureDns(ResourceId network) {
        return Remedy.of(
                "Or let %s use Azure's own DNS, and restart the nodes".formatted(network.name()),
                Command.on(network, "network", "vnet", "update")
                        .with("--name", network.name())
                        .with("--dns-servers", "")
                        .line());
    }

    static Remedy askOnNode(String node, String host) {
        return Remedy.of(
                "See what the node's resolver says",
                Command.onNode(node, "resolvectl query")
                        .and(Command.quoted(host))
                        .line());
    }

    static Remedy addRecord(PrivateZone zone, String host, List<AddressRange> wrong, List<AddressRange> right) {
        var name = PrivateZone.recordName(host);
        var commands = Stream.concat(
                wrong.stream().map(address -> record(zone, "remove-record", name, address)),
                right.stream().map(address -> record(zone, "add-record", name, address)));
        return new Remedy("Let %s point to the private endpoint".formatted(host), commands.toList());
    }

    private static String record(PrivateZone zone, String action, String name, AddressRange address) {
        var command = Command.on(zone.id(), "network", "private-dns", "record-set", "a", action)
                .with("--zone-name", zone.id().name())
                .with("--record-set-name", name)
                .with("--ipv4-address", address.toString());
        return (action.startsWith("remove") ? command.and("--keep-empty-record-set") : command).line();
    }

    static Remedy zoneGroup(PrivateEndpoint endpoint, PrivateZone zone) {
        return Remedy.of(
                "Or let the endpoint keep its records itself, with a zone group",
                Command.on(endpoint.id(), "network", "private-endpoint", "dns-zone-group", "create")
                        .with("--endpoint-name", endpoint.name())
                        .with("--name", "default")
                        .with("--zone-name", "registry")
                        .with("--private-dns-zone", zone.id().toString())
                        .line());
    }

    // Private endpoints

    static Remedy approve(Registry registry, EndpointConnection connection) {
        return Remedy.of(
                "Approve the connection",
                Command.az("network", "private-endpoint-connection", "approve")
                        .with("--id", registry.id() + "/privateEndpointConnections/" + connection.name())
                        .with("--description", "approved")
                        .line());
    }

    static Remedy createEndpoint(String title, Registry registry, Cluster cluster, Subnet subnet) {
        return Remedy.of(
                title,
                Command.az("network", "private-endpoint", "create")
                        .with("--resource-group", cluster.id().resourceGroup())
                        .with("--subscription", cluster.id().subscription())
                        .with("--location", cluster.location())
                        .with("--name", "pe-" + registry.name())
                        .with("--connection-name", registry.name())
                        .with("--private-connection-resource-id", registry.id().toString())
                        .with("--group-id", "registry")
                        .with("--subnet", subnet.id().toString())
                        .line());
    }

    // Public access

    static Remedy enableSelectedNetworks(Registry registry) {
        return Remedy.of(
                "Or enable public access for selected networks only",
                acrUpdate(registry)
                        .with("--public-network-enabled", "true")
                        .with("--default-action", "Deny")
                        .line());
    }

    static Remedy allow(Registry registry, List<Egress.Address> addresses) {
        return new Remedy(
                addresses.size() == 1 ? "Allow the address" : "Allow each address",
                addresses.stream()
                        .map(address -> Command.on(registry.id(), "acr", "network-rule", "add")
                                .with("--name", registry.name())
                                .with("--ip-address", address.range().toString())
                                .line())
                        .distinct()
                        .toList());
    }

    private static Command acrUpdate(Registry registry) {
        return Command.on(registry.id(), "acr", "update").with("--name", registry.name());
    }
}
