package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.OutboundPublicAddresses;
import io.github.pullresponder.network.PrivateDnsZone;
import io.github.pullresponder.network.PrivateEndpoint;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Remedies for private endpoints, their DNS names, and public access in addition to them. */
public final class PrivateLinkRemedies {
    private static final String AZURE_DNS = "168.63.129.16";
    private static final String ZONES_UNREAD =
            ", with its DNS zone (no command is shown: the existing zones could not be read)";

    private PrivateLinkRemedies() {}

    public static Remedy linkZone(PrivateDnsZone zone, ResourceId network) {
        return Remedy.of("Link %s to %s".formatted(zone.id().name(), network.name()), zoneLink(zone.id(), network));
    }

    static CommandLine zoneLink(ResourceId zone, ResourceId network) {
        return az("network", "private-dns", "link", "vnet", "create")
                .groupOf(zone)
                .azureName("--zone-name", zone.name())
                .azureName("--name", "link-" + network.name())
                .option("--virtual-network", network.toString())
                .option("--registration-enabled", "false");
    }

    public static Remedy forwardToAzureDns(List<String> servers, String zoneSuffix) {
        return Remedy.of("Configure %s to forward %s to %s, if they do not yet"
                .formatted(String.join(" and ", servers), zoneSuffix, AZURE_DNS));
    }

    public static Remedy enableDnsProxy(ResourceId firewall) {
        return Remedy.of(
                "Enable the DNS proxy in the DNS settings of firewall %s, or of its policy".formatted(firewall.name()));
    }

    public static Remedy resolveOnNode(Cluster cluster, String node, String host) {
        return Remedy.of(
                "Check the answer of the node's resolver",
                NodeRemedies.onNode(cluster.id(), node)
                        .literals("resolvectl", "query")
                        .argument(host));
    }

    public static Remedy addRecord(
            PrivateDnsZone zone, String host, List<AddressRange> wrong, List<AddressRange> right) {
        var name = PrivateDnsZone.recordName(zone.name(), host);
        var commands = Stream.concat(
                wrong.stream()
                        .map(address -> record(zone, "remove-record", name, address)
                                .literals("--keep-empty-record-set")
                                .build()),
                right.stream()
                        .map(address ->
                                record(zone, "add-record", name, address).build()));
        return Remedy.of("Point %s to the private endpoint".formatted(host), commands.toList());
    }

    private static CommandLine record(PrivateDnsZone zone, String action, String name, AddressRange address) {
        return az("network", "private-dns", "record-set", "a", action)
                .groupOf(zone.id())
                .azureName("--zone-name", zone.id().name())
                .option("--record-set-name", name)
                .option("--ipv4-address", address.toString());
    }

    /** An endpoint can have one zone group; Pull Responder does not read whether it has one. */
    public static Remedy orZoneGroup(PrivateEndpoint endpoint) {
        return Remedy.of("Or add a DNS zone group to %s, if it has none: Azure then maintains its records"
                .formatted(endpoint.name()));
    }

    static CommandLine zoneGroup(ResourceId endpoint, ResourceId zone) {
        return az("network", "private-endpoint", "dns-zone-group", "create")
                .groupOf(endpoint)
                .azureName("--endpoint-name", endpoint.name())
                .literals("--name", "default", "--zone-name", "registry")
                .option("--private-dns-zone", zone.toString());
    }

    // Private endpoints

    public static Remedy approve(Registry registry, EndpointConnection connection) {
        return Remedy.of(
                "Approve the connection",
                az("network", "private-endpoint-connection", "approve")
                        .option("--id", registry.id() + "/privateEndpointConnections/" + connection.name())
                        .option("--description", "approved"));
    }

    /** Creates an endpoint in the nodes' subnet with its DNS records: an endpoint alone changes nothing. */
    public static Remedy createEndpoint(String title, PullPath path) {
        return PrivateEndpointCreationCommands.of(path)
                .map(endpoint -> Remedy.of(title, endpoint.commands()))
                .orElseGet(() -> Remedy.of(title + ZONES_UNREAD));
    }

    /** Replaces an endpoint whose connection cannot be restored; its DNS records are removed with it. */
    public static Remedy recreateEndpoint(PullPath path, EndpointConnection connection) {
        var title = "Recreate the private endpoint: a disconnected endpoint cannot be reconnected";
        var endpoint = PrivateEndpointCreationCommands.of(path);
        if (endpoint.isEmpty()) {
            return Remedy.of(title + ZONES_UNREAD);
        }
        var commands = new ArrayList<Command>();
        connection
                .endpoint()
                .map(id ->
                        az("network", "private-endpoint", "delete").resource(id).build())
                .ifPresent(commands::add);
        commands.addAll(endpoint.get().commands());
        return Remedy.of(title, commands);
    }

    // Public access

    /** No command without the nodes' outbound addresses: public access alone would not help. */
    public static Remedy orEnableSelectedNetworks(
            Registry registry, List<OutboundPublicAddresses.EgressAddress> addresses) {
        var title = "Or enable public access for the nodes' outbound IP addresses only";
        if (addresses.isEmpty()) {
            return Remedy.of(title + " (no command is shown: the addresses could not be read)");
        }
        var commands = new ArrayList<Command>();
        commands.add(az("acr", "update")
                .resource(registry.id())
                .option("--public-network-enabled", "true")
                .option("--default-action", "Deny")
                .build());
        commands.addAll(rules(registry, addresses));
        return Remedy.of(title, commands);
    }

    public static Remedy allow(Registry registry, List<OutboundPublicAddresses.EgressAddress> addresses) {
        return Remedy.of(
                addresses.size() == 1 ? "Allow the IP address" : "Allow each IP address", rules(registry, addresses));
    }

    public static Remedy allow(Registry registry, AddressRange address) {
        return Remedy.of("Allow the IP address", rule(registry, address));
    }

    /** The traffic of a subnet with a service endpoint has no public address that a rule could contain. */
    public static Remedy allowSubnet(Registry registry, ResourceId subnet) {
        return Remedy.of(
                "Allow the subnet",
                az("acr", "network-rule", "add").resource(registry.id()).option("--subnet", subnet.toString()));
    }

    /** Rules for subnets remain a preview: "Restrict access to a container registry using a service endpoint". */
    public static Remedy orLeaveServiceEndpoint(ResourceId subnet) {
        return Remedy.of(
                "Or create a private endpoint, which Microsoft recommends, and remove the service endpoint Microsoft.ContainerRegistry from %s"
                        .formatted(subnet.name()));
    }

    /** Layers then come from {@code name.region.data.azurecr.io}. Source: "Dedicated data endpoints". */
    public static Remedy serveLayersFromDataEndpoints(Registry registry) {
        var update = az("acr", "update").resource(registry.id());
        return Remedy.of(
                "Enable dedicated data endpoints on %s, and allow them in firewalls".formatted(registry.name()),
                (registry.state().isPremium() ? update : update.option("--sku", "Premium"))
                        .option("--data-endpoint-enabled", "true"));
    }

    public static Remedy orRemovePolicy(ResourceId policy, ResourceId subnet) {
        return Remedy.of("Or remove service endpoint policy %s from %s".formatted(policy.name(), subnet.name()));
    }

    private static Command rule(Registry registry, AddressRange address) {
        return az("acr", "network-rule", "add")
                .resource(registry.id())
                .option("--ip-address", address.toString())
                .build();
    }

    private static List<Command> rules(Registry registry, List<OutboundPublicAddresses.EgressAddress> addresses) {
        return addresses.stream()
                .map(address -> rule(registry, address.range()))
                .distinct()
                .toList();
    }
}
