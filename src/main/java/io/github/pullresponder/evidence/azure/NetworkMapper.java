package io.github.pullresponder.evidence.azure;

import static io.github.pullresponder.evidence.SdkValueConverter.orNone;

import com.azure.core.management.SubResource;
import com.azure.resourcemanager.network.fluent.models.NetworkInterfaceInner;
import com.azure.resourcemanager.network.fluent.models.NetworkSecurityGroupInner;
import com.azure.resourcemanager.network.fluent.models.PrivateEndpointInner;
import com.azure.resourcemanager.network.fluent.models.RouteInner;
import com.azure.resourcemanager.network.fluent.models.RouteTableInner;
import com.azure.resourcemanager.network.fluent.models.SecurityRuleInner;
import com.azure.resourcemanager.network.fluent.models.SubnetInner;
import com.azure.resourcemanager.network.fluent.models.VirtualNetworkInner;
import com.azure.resourcemanager.network.fluent.models.VirtualNetworkPeeringInner;
import com.azure.resourcemanager.network.models.AddressSpace;
import com.azure.resourcemanager.network.models.RouteNextHopType;
import com.azure.resourcemanager.network.models.SecurityRuleAccess;
import com.azure.resourcemanager.network.models.SecurityRuleDirection;
import com.azure.resourcemanager.network.models.ServiceEndpointPropertiesFormat;
import io.github.pullresponder.cluster.NetworkInterface;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.PeeredSubnets;
import io.github.pullresponder.network.Peering;
import io.github.pullresponder.network.Route;
import io.github.pullresponder.network.Route.NextHopType;
import io.github.pullresponder.network.RouteTable;
import io.github.pullresponder.network.SecurityGroup;
import io.github.pullresponder.network.SecurityRule;
import io.github.pullresponder.network.Subnet;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts networks of ARM into the model of package {@code network}. */
final class NetworkMapper {
    /** The default of a subnet: rules and routes do not apply to private endpoints. */
    private static final String NO_POLICIES = "Disabled";

    private NetworkMapper() {}

    static VirtualNetwork network(VirtualNetworkInner network) {
        return new VirtualNetwork(
                ResourceId.parse(network.id()),
                ranges(prefixes(network.addressSpace())),
                Optional.ofNullable(network.dhcpOptions())
                        .map(options -> orNone(options.dnsServers()))
                        .orElse(List.of()),
                orNone(network.subnets()).stream().map(NetworkMapper::subnet).toList(),
                orNone(network.virtualNetworkPeerings()).stream()
                        .filter(peering -> peering.remoteVirtualNetwork() != null)
                        .map(NetworkMapper::peering)
                        .toList(),
                Optional.ofNullable(network.location()));
    }

    private static Subnet subnet(SubnetInner subnet) {
        var prefixes = new ArrayList<>(orNone(subnet.addressPrefixes()));
        Optional.ofNullable(subnet.addressPrefix()).ifPresent(prefixes::add);
        return new Subnet(
                ResourceId.parse(subnet.id()),
                ranges(prefixes),
                Optional.ofNullable(subnet.networkSecurityGroup()).map(group -> ResourceId.parse(group.id())),
                Optional.ofNullable(subnet.routeTable()).map(table -> ResourceId.parse(table.id())),
                id(subnet.natGateway()),
                orNone(subnet.serviceEndpoints()).stream()
                        .map(ServiceEndpointPropertiesFormat::service)
                        .collect(Collectors.toSet()),
                orNone(subnet.serviceEndpointPolicies()).stream()
                        .map(policy -> ResourceId.parse(policy.id()))
                        .toList(),
                Optional.ofNullable(subnet.privateEndpointNetworkPolicies())
                        .map(Object::toString)
                        .orElse(NO_POLICIES));
    }

    /**
     * Converts a peering: {@code remoteAddressSpace} is the peered address space, {@code remoteVirtualNetworkAddressSpace} the
     * current one of the remote network. Source: "Virtual Network Peerings - Get".
     */
    private static Peering peering(VirtualNetworkPeeringInner peering) {
        var remote = Optional.ofNullable(peering.remoteAddressSpace())
                .or(() -> Optional.ofNullable(peering.remoteVirtualNetworkAddressSpace()));
        return new Peering(
                peering.name(),
                ResourceId.parse(peering.remoteVirtualNetwork().id()),
                Optional.ofNullable(peering.peeringState())
                        .map(Object::toString)
                        .orElse("unknown"),
                !Boolean.FALSE.equals(peering.allowVirtualNetworkAccess()),
                Boolean.TRUE.equals(peering.allowForwardedTraffic()),
                Boolean.TRUE.equals(peering.useRemoteGateways()),
                Boolean.TRUE.equals(peering.allowGatewayTransit()),
                ranges(prefixes(remote.orElse(null))),
                Boolean.FALSE.equals(peering.peerCompleteVnets())
                        ? Optional.of(new PeeredSubnets(
                                orNone(peering.localSubnetNames()),
                                orNone(peering.remoteSubnetNames()),
                                Boolean.TRUE.equals(peering.enableOnlyIPv6Peering())))
                        : Optional.empty());
    }

    static SecurityGroup securityGroup(NetworkSecurityGroupInner group) {
        return new SecurityGroup(
                ResourceId.parse(group.id()),
                orNone(group.securityRules()).stream()
                        .map(NetworkMapper::securityRule)
                        .toList());
    }

    private static SecurityRule securityRule(SecurityRuleInner rule) {
        return new SecurityRule(
                rule.name(),
                rule.priority(),
                SecurityRuleDirection.INBOUND.equals(rule.direction()),
                SecurityRuleAccess.ALLOW.equals(rule.access()),
                Optional.ofNullable(rule.protocol()).map(Object::toString).orElse("*"),
                oneOrMore(rule.sourceAddressPrefix(), rule.sourceAddressPrefixes()),
                oneOrMore(rule.sourcePortRange(), rule.sourcePortRanges()),
                oneOrMore(rule.destinationAddressPrefix(), rule.destinationAddressPrefixes()),
                oneOrMore(rule.destinationPortRange(), rule.destinationPortRanges()),
                !orNone(rule.sourceApplicationSecurityGroups()).isEmpty()
                        || !orNone(rule.destinationApplicationSecurityGroups()).isEmpty());
    }

    static RouteTable routeTable(RouteTableInner table) {
        return new RouteTable(
                ResourceId.parse(table.id()),
                orNone(table.routes()).stream().map(NetworkMapper::route).toList(),
                !Boolean.TRUE.equals(table.disableBgpRoutePropagation()));
    }

    private static Route route(RouteInner route) {
        return new Route(
                route.name(),
                route.addressPrefix(),
                nextHopType(route.nextHopType()),
                Optional.ofNullable(route.nextHopIpAddress()).filter(address -> !address.isEmpty()));
    }

    private static NextHopType nextHopType(RouteNextHopType type) {
        if (RouteNextHopType.VIRTUAL_NETWORK_GATEWAY.equals(type)) {
            return NextHopType.VIRTUAL_NETWORK_GATEWAY;
        }
        if (RouteNextHopType.VNET_LOCAL.equals(type)) {
            return NextHopType.VNET_LOCAL;
        }
        if (RouteNextHopType.INTERNET.equals(type)) {
            return NextHopType.INTERNET;
        }
        return RouteNextHopType.NONE.equals(type) ? NextHopType.NONE : NextHopType.VIRTUAL_APPLIANCE;
    }

    /** The addresses by host that the endpoint lists. An endpoint with a zone group lists none; its interface does. */
    static Map<String, List<AddressRange>> addressesOf(PrivateEndpointInner endpoint) {
        var addresses = new HashMap<String, List<AddressRange>>();
        orNone(endpoint.customDnsConfigs())
                .forEach(config ->
                        addresses.put(config.fqdn().toLowerCase(Locale.ROOT), ranges(orNone(config.ipAddresses()))));
        return addresses;
    }

    static Map<String, List<AddressRange>> addressesOf(NetworkInterfaceInner card) {
        var addresses = new HashMap<String, List<AddressRange>>();
        for (var configuration : orNone(card.ipConfigurations())) {
            Optional.ofNullable(configuration.privateLinkConnectionProperties())
                    .map(link -> orNone(link.fqdns()))
                    .orElse(List.of())
                    .forEach(host -> addresses
                            .computeIfAbsent(host.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                            .addAll(ranges(List.of(configuration.privateIpAddress()))));
        }
        return addresses;
    }

    /** Uses the subnet of the first configuration: all configurations of an interface are in one network. */
    static NetworkInterface networkInterface(NetworkInterfaceInner card) {
        var subnet = orNone(card.ipConfigurations()).stream()
                .filter(configuration -> configuration.subnet() != null)
                .sorted(Comparator.comparing(configuration -> !Boolean.TRUE.equals(configuration.primary())))
                .map(configuration -> ResourceId.parse(configuration.subnet().id()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a network interface without a subnet"));
        return new NetworkInterface(
                subnet, Optional.ofNullable(card.networkSecurityGroup()).map(group -> ResourceId.parse(group.id())));
    }

    static Optional<ResourceId> id(SubResource reference) {
        return Optional.ofNullable(reference).map(SubResource::id).map(ResourceId::parse);
    }

    static List<ResourceId> ids(List<SubResource> references) {
        return orNone(references).stream()
                .flatMap(reference -> id(reference).stream())
                .toList();
    }

    private static List<String> prefixes(@Nullable AddressSpace space) {
        return space == null ? List.of() : orNone(space.addressPrefixes());
    }

    private static List<String> oneOrMore(String one, List<String> more) {
        var all = new ArrayList<>(orNone(more));
        if (one != null && !one.isEmpty()) {
            all.add(one);
        }
        return all;
    }

    static List<AddressRange> ranges(List<String> texts) {
        return texts.stream().flatMap(text -> AddressRange.find(text).stream()).toList();
    }
}
