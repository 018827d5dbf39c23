package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.KeyVault;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.network.AddressRange;
import io.github.pullresponder.evidence.network.Destination;
import io.github.pullresponder.evidence.network.Egress;
import io.github.pullresponder.evidence.network.Firewall;
import io.github.pullresponder.evidence.network.Leg;
import io.github.pullresponder.evidence.network.NextHop;
import io.github.pullresponder.evidence.network.PrivateEndpoint;
import io.github.pullresponder.evidence.network.PrivateZone;
import io.github.pullresponder.evidence.network.RouteTable;
import io.github.pullresponder.evidence.network.SecurityGroup;
import io.github.pullresponder.evidence.network.Subnet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The remedies of network causes, in one place: what to do, and the command with real names filled in. */
final class NetworkRemedies {
    static final String ENCRYPTION_ROLE = "Key Vault Crypto Service Encryption User";

    private static final String AZURE_DNS = "168.63.129.16";
    private static final String RULE = "allow-registry";
    private static final String PORT = String.valueOf(Destination.PORT);

    private NetworkRemedies() {}

    // Names

    static Remedy linkZone(PrivateZone zone, ResourceId network) {
        return Remedy.of(
                "Link %s to %s".formatted(zone.id().name(), network.name()),
                of(zone.id(), "network", "private-dns", "link", "vnet", "create")
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
                of(network, "network", "vnet", "update")
                        .with("--name", network.name())
                        .with("--dns-servers", "")
                        .line());
    }

    static Remedy askOnNode(String node, String host) {
        return Remedy.of(
                "See what the node's resolver says",
                "kubectl debug node/%s --profile=sysadmin -it --image=mcr.microsoft.com/azurelinux/busybox:1.36 -- chroot /host resolvectl query %s"
                        .formatted(node, host));
    }

    static Remedy addRecord(PrivateZone zone, String host, List<AddressRange> wrong, List<AddressRange> right) {
        var name = PrivateZone.recordName(host);
        var commands = Stream.concat(
                wrong.stream().map(address -> record(zone, "remove-record", name, address)),
                right.stream().map(address -> record(zone, "add-record", name, address)));
        return new Remedy("Let %s point to the private endpoint".formatted(host), commands.toList());
    }

    private static String record(PrivateZone zone, String action, String name, AddressRange address) {
        var command = of(zone.id(), "network", "private-dns", "record-set", "a", action)
                .with("--zone-name", zone.id().name())
                .with("--record-set-name", name)
                .with("--ipv4-address", address.toString());
        return (action.startsWith("remove") ? command.and("--keep-empty-record-set") : command).line();
    }

    static Remedy zoneGroup(PrivateEndpoint endpoint, PrivateZone zone) {
        return Remedy.of(
                "Or let the endpoint keep its records itself, with a zone group",
                of(endpoint.id(), "network", "private-endpoint", "dns-zone-group", "create")
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
                        .map(address -> of(registry.id(), "acr", "network-rule", "add")
                                .with("--name", registry.name())
                                .with("--ip-address", address.range().toString())
                                .line())
                        .distinct()
                        .toList());
    }

    private static Command acrUpdate(Registry registry) {
        return of(registry.id(), "acr", "update").with("--name", registry.name());
    }

    // The registry's key

    static Remedy letServicesIn(KeyVault vault) {
        return Remedy.of(
                "Let Azure's trusted services into the vault",
                of(vault.id(), "keyvault", "update")
                        .with("--name", vault.name())
                        .with("--bypass", "AzureServices")
                        .line());
    }

    static Remedy enableKey(KeyVault vault, String key) {
        return Remedy.of(
                "Enable the key",
                keyAttributes(vault, key).with("--enabled", "true").line());
    }

    static Remedy rotateKey(KeyVault vault, String key) {
        return Remedy.of(
                "Make a new version of the key",
                Command.az("keyvault", "key", "rotate")
                        .with("--vault-name", vault.name())
                        .with("--name", key)
                        .line());
    }

    private static Command keyAttributes(KeyVault vault, String key) {
        return Command.az("keyvault", "key", "set-attributes")
                .with("--vault-name", vault.name())
                .with("--name", key);
    }

    static Remedy recoverKey(KeyVault vault, String key) {
        return Remedy.of(
                "Recover the key, if it was deleted",
                Command.az("keyvault", "key", "recover")
                        .with("--vault-name", vault.name())
                        .with("--name", key)
                        .line());
    }

    static Remedy letUseKey(KeyVault vault, String objectId) {
        if (vault.roleBased()) {
            return Remedy.of(
                    "Let the registry's identity use the key",
                    Command.az("role", "assignment", "create")
                            .with("--assignee-object-id", objectId)
                            .with("--assignee-principal-type", "ServicePrincipal")
                            .with("--role", ENCRYPTION_ROLE)
                            .with("--scope", vault.id().toString())
                            .line());
        }
        return Remedy.of(
                "Let the registry's identity use the key",
                of(vault.id(), "keyvault", "set-policy")
                        .with("--name", vault.name())
                        .with("--object-id", objectId)
                        .and("--key-permissions get unwrapKey wrapKey")
                        .line());
    }

    // Peerings

    static Remedy peer(Leg leg) {
        return new Remedy(
                "Peer %s and %s in both directions"
                        .formatted(leg.from().name(), leg.to().name()),
                List.of(creation(leg.from(), leg.to()), creation(leg.to(), leg.from())));
    }

    static Remedy peerAgain(Leg leg, List<String> existing, List<String> existingThere) {
        var deletions = Stream.concat(
                existing.stream().map(name -> deletion(leg.from(), name)),
                existingThere.stream().map(name -> deletion(leg.to(), name)));
        return new Remedy(
                "Delete the peering on both sides, and create it again",
                Stream.of(deletions, Stream.of(creation(leg.from(), leg.to()), creation(leg.to(), leg.from())))
                        .flatMap(commands -> commands)
                        .toList());
    }

    private static String creation(ResourceId from, ResourceId to) {
        return of(from, "network", "vnet", "peering", "create")
                .with("--vnet-name", from.name())
                .with("--name", "to-" + to.name())
                .with("--remote-vnet", to.toString())
                .and("--allow-vnet-access --allow-forwarded-traffic")
                .line();
    }

    private static String deletion(ResourceId network, String peering) {
        return of(network, "network", "vnet", "peering", "delete")
                .with("--vnet-name", network.name())
                .with("--name", peering)
                .line();
    }

    // Rules and routes

    static Remedy allowOutbound(SecurityGroup group, List<String> before, List<Destination> destinations) {
        return securityRule(group, before, "Outbound", "*", addresses(destinations));
    }

    static Remedy allowInbound(
            SecurityGroup group, List<String> before, AddressRange source, List<Destination> destinations) {
        return securityRule(group, before, "Inbound", source.toString(), addresses(destinations));
    }

    private static Remedy securityRule(
            SecurityGroup group, List<String> before, String direction, String source, String destinations) {
        return Remedy.of(
                before.size() == 1 ? "Allow the registry before that rule" : "Allow the registry before those rules",
                of(group.id(), "network", "nsg", "rule", "create")
                        .with("--nsg-name", group.id().name())
                        .with("--name", RULE)
                        .with("--priority", String.valueOf(group.freePriorityBefore(before)))
                        .with("--direction", direction)
                        .and("--access Allow --protocol Tcp")
                        .with("--source-address-prefixes", source)
                        .and("--destination-address-prefixes " + destinations)
                        .with("--destination-port-ranges", PORT)
                        .line());
    }

    /** Addresses of an endpoint, or the service tags of public hosts; none of them needs quotes. */
    private static String addresses(List<Destination> destinations) {
        return destinations.stream()
                .map(it -> it.address().map(AddressRange::toString).orElse(it.service()))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    static Remedy allowInFirewall(Firewall firewall, Subnet from, List<Destination> destinations) {
        var source = from.addresses().stream().map(AddressRange::toString).collect(Collectors.joining(" "));
        var isPrivate = destinations.stream().allMatch(Destination::isPrivate);
        var hosts = destinations.stream()
                .map(it -> "'" + it.host().replace("'", "") + "'")
                .distinct()
                .collect(Collectors.joining(" "));
        var title = "Allow the registry in "
                + firewall.policy().orElse(firewall.id()).name();
        if (firewall.policy().isEmpty()) {
            var kind = isPrivate ? "network-rule" : "application-rule";
            var command = of(firewall.id(), "network", "firewall", kind, "create")
                    .with("--firewall-name", firewall.name())
                    .with("--collection-name", RULE)
                    .with("--name", RULE)
                    .and("--source-addresses " + source)
                    .and("--action Allow --priority 150");
            return Remedy.of(
                    title,
                    (isPrivate
                                    ? command.and("--protocols TCP --destination-addresses " + addresses(destinations))
                                            .with("--destination-ports", PORT)
                                    : command.and("--protocols Https=443 --target-fqdns " + hosts))
                            .line());
        }
        var policy = firewall.policy().get();
        var collection = of(
                        policy,
                        "network",
                        "firewall",
                        "policy",
                        "rule-collection-group",
                        "collection",
                        "add-filter-collection")
                .with("--policy-name", policy.name())
                .with("--rule-collection-group-name", RULE)
                .with("--name", RULE)
                .with("--rule-name", RULE)
                .and("--collection-priority 150 --action Allow")
                .and("--source-addresses " + source);
        return Remedy.of(
                title,
                of(policy, "network", "firewall", "policy", "rule-collection-group", "create")
                        .with("--policy-name", policy.name())
                        .with("--name", RULE)
                        .with("--priority", "150")
                        .line(),
                (isPrivate
                                ? collection
                                        .and("--rule-type NetworkRule --ip-protocols TCP --destination-addresses "
                                                + addresses(destinations))
                                        .with("--destination-ports", PORT)
                                : collection.and(
                                        "--rule-type ApplicationRule --protocols Https=443 --target-fqdns " + hosts))
                        .line());
    }

    /** Network rules go before application rules, and never open a connection. */
    static Remedy passBesideInspection(Firewall firewall, Subnet from, List<Destination> destinations) {
        var source = from.addresses().stream().map(AddressRange::toString).collect(Collectors.joining(" "));
        var policy = firewall.policy().orElse(firewall.id());
        return Remedy.of(
                "Let the registry pass by a network rule, which is not inspected",
                of(policy, "network", "firewall", "policy", "rule-collection-group", "create")
                        .with("--policy-name", policy.name())
                        .with("--name", RULE)
                        .with("--priority", "150")
                        .line(),
                of(
                                policy,
                                "network",
                                "firewall",
                                "policy",
                                "rule-collection-group",
                                "collection",
                                "add-filter-collection")
                        .with("--policy-name", policy.name())
                        .with("--rule-collection-group-name", RULE)
                        .with("--name", RULE)
                        .with("--rule-name", RULE)
                        .and("--collection-priority 150 --action Allow --rule-type NetworkRule --ip-protocols TCP")
                        .and("--source-addresses " + source)
                        .and("--destination-addresses " + addresses(destinations))
                        .with("--destination-ports", PORT)
                        .line());
    }

    static Remedy correctRoute(RouteTable table, NextHop hop, boolean isPrivate) {
        var route = hop.route().orElseThrow();
        var command = of(table.id(), "network", "route-table", "route", isPrivate ? "delete" : "update")
                .with("--route-table-name", table.id().name())
                .with("--name", route.name());
        return Remedy.of(
                isPrivate ? "Remove the route" : "Let the route lead out, or to a firewall",
                (isPrivate ? command : command.with("--next-hop-type", "Internet")).line());
    }

    // Proxies

    static Remedy exceptFromProxy(Cluster cluster, List<String> hosts) {
        var more = hosts.stream().map(host -> "\"" + host + "\"").collect(Collectors.joining(", "));
        var show = of(cluster.id(), "aks", "show")
                .with("--name", cluster.name())
                .with("--query", "httpProxyConfig")
                .with("--output", "json")
                .line();
        return Remedy.of(
                "Add %s to noProxy".formatted(String.join(" and ", hosts)),
                show + " | jq '.noProxy += [" + more + "]' > http-proxy.json",
                of(cluster.id(), "aks", "update")
                        .with("--name", cluster.name())
                        .with("--http-proxy-config", "http-proxy.json")
                        .line());
    }

    static Remedy exceptFromInspection(String by, List<String> hosts) {
        return Remedy.of("Exclude %s from TLS inspection at %s".formatted(String.join(" and ", hosts), by));
    }

    private static Command of(ResourceId resource, String... words) {
        Objects.requireNonNull(resource, "resource");
        return Command.az(words)
                .with("--resource-group", resource.resourceGroup())
                .with("--subscription", resource.subscription());
    }
}
