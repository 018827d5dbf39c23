package io.github.pullresponder.network;

import static io.github.pullresponder.diagnosis.ShopEvidence.pool;
import static io.github.pullresponder.diagnosis.ShopNetwork.DATA;
import static io.github.pullresponder.diagnosis.ShopNetwork.ENDPOINT;
import static io.github.pullresponder.diagnosis.ShopNetwork.HUB;
import static io.github.pullresponder.diagnosis.ShopNetwork.LOGIN;
import static io.github.pullresponder.diagnosis.ShopNetwork.PUBLIC_ADDRESS;
import static io.github.pullresponder.diagnosis.ShopNetwork.SHOP;
import static io.github.pullresponder.diagnosis.ShopNetwork.toFirewall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.cluster.Cluster.NetworkProfile;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.cluster.HttpProxy;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.OutboundPublicAddresses.EgressAddress;
import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.network.PrivateDnsZone.VirtualNetworkLink;
import io.github.pullresponder.network.PullRoute.PrivateRoute;
import io.github.pullresponder.network.PullRoute.PublicRoute;
import io.github.pullresponder.network.Route.NextHopType;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PullPathTest {
    private static final AddressRange ADDRESS = AddressRange.of("20.84.11.9");

    private final ShopEvidence shop = new ShopEvidence();

    /** The intended route from the nodes to the registry. */
    @Nested
    class IntendedRoute {
        @Test
        void aRegistryWithoutEndpointsUsesThePublicRoute() {
            assertThat(path().route()).isInstanceOf(PublicRoute.class);
            assertThat(path().destinations(LOGIN))
                    .containsExactly(new TrafficDestination(
                            LOGIN, Optional.empty(), TrafficDestination.REGISTRY_TAG, Set.of("westeurope"), true));
        }

        @Test
        void eachReplicaMayAnswerAndServeTheLayers() {
            shop.replicas.add("North Europe");
            assertThat(path().destinations(LOGIN))
                    .first()
                    .satisfies(destination ->
                            assertThat(destination.regions()).containsExactlyInAnyOrder("westeurope", "northeurope"));
            assertThat(path().destinations(path().dataHost())).first().satisfies(storage -> {
                assertThat(storage.service()).isEqualTo(TrafficDestination.STORAGE_TAG);
                assertThat(storage.regions()).containsExactlyInAnyOrder("westeurope", "northeurope");
            });
        }

        @Test
        void unreadReplicasMakeTheRegionsUnknown() {
            shop.unreadable.put(
                    "replicas", EvidenceUnavailableException.forbidden("the replicas", Permission.READ_REGISTRY));
            assertThat(path().destinations(LOGIN))
                    .extracting(TrafficDestination::regionsKnown)
                    .containsExactly(false);
        }

        @ParameterizedTest
        @EnumSource(PublicAccess.class)
        void aReachableApprovedEndpointIsIntendedForAnyPublicAccess(PublicAccess access) {
            has(access, connection(ENDPOINT, "Approved"));
            assertThat(path().endpoint())
                    .hasValueSatisfying(resource -> assertThat(resource.id()).isEqualTo(ENDPOINT));
            assertThat(path().destinations(LOGIN))
                    .extracting(TrafficDestination::toString)
                    .containsExactly("contososhop.azurecr.io (10.0.1.5)");
        }

        @ParameterizedTest(name = "public access {0}: {1}")
        @CsvSource({"ENABLED, PublicRoute", "DISABLED, PrivateRoute"})
        void anUnconnectedEndpointIsIntendedOnlyIfThePublicRouteIsClosed(PublicAccess access, String intent) {
            has(access, connection(ENDPOINT, "Approved"));
            outOfReach();
            assertThat(path().route().getClass().getSimpleName()).isEqualTo(intent);
        }

        @ParameterizedTest(name = "{0}, public access {1}: {2}")
        @CsvSource({
            "Pending, DISABLED, UnapprovedRoute",
            "Rejected, ENABLED, PublicRoute",
            "Disconnected, DISABLED, UnapprovedRoute",
        })
        void aReachableUnapprovedEndpointIsIntended(String status, PublicAccess access, String intent) {
            has(access, connection(ENDPOINT, status));
            assertThat(path().route().getClass().getSimpleName()).isEqualTo(intent);
        }

        @Test
        void anUnapprovedEndpointOfAnotherNetworkIsNotIntendedForAPublicRegistry() {
            has(PublicAccess.ENABLED, connection(ENDPOINT, "Pending"));
            outOfReach();
            assertThat(path().route()).isInstanceOf(PublicRoute.class);
        }

        @Test
        void anApprovedReachableEndpointHasPrecedenceOverAnUnapprovedOne() {
            has(
                    PublicAccess.DISABLED,
                    connection(ShopNetwork.id("privateEndpoints/pe-second"), "Pending"),
                    connection(ENDPOINT, "Approved"));
            assertThat(path().route()).isInstanceOf(PrivateRoute.class);
        }

        @Test
        void anUnreadEndpointMayBeTheIntendedOne() {
            has(PublicAccess.DISABLED, connection(ENDPOINT, "Approved"));
            shop.unreadable.put(
                    "privateEndpoint", EvidenceUnavailableException.forbidden("endpoint", Permission.READ_NETWORKS));
            assertThatThrownBy(() -> path().route()).isInstanceOf(EvidenceUnavailableException.class);
        }
    }

    /** The route of the pull if a registry is public and a private endpoint is reachable. */
    @Nested
    class CurrentRoute {
        private static final String ALLOWED = "20.84.11.9";

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "'', PublicRoute, contososhop accepts public traffic from all networks",
            "20.84.11.9, PublicRoute, contososhop allows the outbound IP addresses 20.84.11.9 of the nodes",
            "20.84.11.8, PrivateRoute, private endpoint pe-registry is the intended route",
        })
        void aPublicNameUsesThePublicRouteIfTheRegistryAllowsIt(String allowed, String route, String why) {
            isPublic(allowed);
            notLinked();
            assertRoute(route, why);
        }

        @Test
        void aPrivateNameUsesThePrivateRouteEvenForAnOpenRegistry() {
            isPublic("");
            assertRoute("PrivateRoute", "the nodes' DNS answers contososhop.azurecr.io with a private address");
            shop.network.ofShop.clear();
            assertRoute("PrivateRoute", "the nodes' DNS answers contososhop.azurecr.io with a private address");
        }

        @Test
        void aMissingRecordInTheLinkedZoneMakesThePrivateRouteIntended() {
            isPublic("");
            shop.network.records.clear();
            assertThat(path().route())
                    .isInstanceOfSatisfying(
                            PrivateRoute.class,
                            path -> assertThat(path.bypassed()).isTrue());
        }

        @Test
        void aLinkWithFallbackUsesThePublicRoute() {
            isPublic("");
            shop.network.records.clear();
            shop.network.links.clear();
            shop.network.links.add(new VirtualNetworkLink("link-shop", ShopNetwork.SHOP, true));
            assertRoute("PublicRoute", "contososhop accepts public traffic from all networks");
        }

        @Test
        void theDialedAddressDecidesTheRoute() {
            isPublic("");
            notLinked();
            shop.network.timesOutDialing("10.0.1.5");
            assertRoute("PrivateRoute", "the node connected to 10.0.1.5, the address of private endpoint pe-registry");
            shop.network.links.add(new VirtualNetworkLink("link-shop", ShopNetwork.SHOP, false));
            shop.network.timesOutDialing("20.61.97.128");
            assertRoute("PublicRoute", "contososhop accepts public traffic from all networks");
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "198.51.100.7, PublicRoute, contososhop allows the client address 198.51.100.7 in its error",
            "20.84.11.9, PrivateRoute, private endpoint pe-registry is the intended route",
        })
        void theClientAddressInTheErrorHasPrecedenceOverTheModel(String allowed, String route, String why) {
            isPublic(allowed);
            notLinked();
            shop.network.failsWith("failed to authorize: unexpected status from GET request to https://" + LOGIN
                    + "/oauth2/token: 403 Forbidden: denied: client with IP '198.51.100.7' is not allowed access.");
            assertRoute(route, why);
        }

        @Test
        void anUnknownEgressAddressMakesTheRouteUnknown() {
            isPublic(ALLOWED);
            notLinked();
            shop.network.publicAddresses.clear();
            assertThatThrownBy(() -> path().route()).isInstanceOf(EvidenceUnavailableException.class);
        }

        @Test
        void anInvisibleDnsServerMakesTheRouteUnknown() {
            isPublic("");
            shop.network.dnsServers.add("192.168.9.4");
            assertThatThrownBy(() -> path().route())
                    .isInstanceOf(EvidenceUnavailableException.class)
                    .hasMessageContaining("192.168.9.4");
        }

        @Test
        void withoutEgressThePrivateRouteIsIntended() {
            isPublic("");
            notLinked();
            clusterHas(new NetworkProfile("none", List.of(), Optional.empty(), Optional.empty()));
            assertRoute("PrivateRoute", "private endpoint pe-registry is the intended route");
        }

        private void isPublic(String allowed) {
            shop.network.registryHas(new RegistryNetwork(
                    PublicAccess.ENABLED,
                    !allowed.isEmpty(),
                    List.of(allowed),
                    List.of(connection(ENDPOINT, "Approved")),
                    List.of(DATA)));
            clusterHas(new NetworkProfile("loadBalancer", List.of(PUBLIC_ADDRESS), Optional.empty(), Optional.empty()));
        }

        private void notLinked() {
            shop.network.links.clear();
        }

        private void assertRoute(String kind, String why) {
            var route = path().route();
            assertThat(route.getClass().getSimpleName()).isEqualTo(kind);
            assertThat(route.why()).isEqualTo(why);
        }
    }

    /** The subnet of the nodes. */
    @Nested
    class NodeSubnet {
        private static final ResourceId FIRST = ShopNetwork.id("virtualNetworks/vnet-shop/subnets/snet-gateway");
        private static final ResourceId OF_AKS = ShopNetwork.id("virtualNetworks/vnet-shop/subnets/aks-subnet");

        @Test
        void inAManagedNetworkTheNodesAddressDeterminesTheSubnet() {
            madeByAks();
            has(FIRST, "10.1.8.0/24");
            assertThat(path().nodeSubnet().id()).isEqualTo(ShopNetwork.NODES);
        }

        @Test
        void theNodesAddressHasPrecedenceOverThePoolsSubnet() {
            has(FIRST, "10.1.8.0/24");
            nodeAt("10.1.8.7");
            assertThat(path().nodeSubnet().id()).isEqualTo(FIRST);
        }

        @Test
        void withoutAMatchingSubnetThePoolsSubnetIsUsed() {
            nodeAt("172.16.0.4");
            assertThat(path().nodeSubnet().id()).isEqualTo(ShopNetwork.NODES);
        }

        @Test
        void withoutTheNodesAddressTheSubnetNamedByAksIsUsed() {
            madeByAks();
            has(FIRST, "10.1.8.0/24");
            has(OF_AKS, "10.1.9.0/24");
            shop.node = Optional.empty();
            assertThat(path().nodeSubnet().id()).isEqualTo(OF_AKS);
        }

        @Test
        void withoutTheNodesAddressTheOnlySubnetIsUsed() {
            madeByAks();
            shop.node = Optional.empty();
            assertThat(path().nodeSubnet().id()).isEqualTo(ShopNetwork.NODES);
        }

        @Test
        void anAmbiguousSubnetIsUnknown() {
            madeByAks();
            has(FIRST, "10.1.8.0/24");
            shop.node = Optional.empty();
            assertThatThrownBy(() -> path().nodeSubnet())
                    .isInstanceOf(EvidenceUnavailableException.class)
                    .hasMessageContaining("is not known");
        }

        private void madeByAks() {
            var pools = List.of(new NodePool("user", Optional.empty(), Optional.empty(), Optional.empty()));
            shop.cluster = Optional.of(ShopEvidence.cluster(Optional.empty(), pools, NetworkProfile.DEFAULT));
        }

        private void has(ResourceId subnet, String addresses) {
            shop.network.firstSubnets.add(new Subnet(
                    subnet,
                    List.of(AddressRange.of(addresses)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "Disabled"));
        }

        private void nodeAt(String address) {
            shop.node = Optional.of(new Node(
                    "aks-user-12345678-vmss000000",
                    Optional.of("user"),
                    Optional.empty(),
                    Optional.of(address),
                    Set.of()));
        }
    }

    /** The hosts that serve the layers. */
    @Nested
    class LayerHosts {
        @Test
        void theDataEndpointOfTheClustersRegionServesLayers() {
            shop.network.registryHas(new RegistryNetwork(
                    PublicAccess.ENABLED,
                    false,
                    List.of(),
                    List.of(),
                    List.of("contososhop.northeurope.data.azurecr.io", DATA)));
            assertThat(path().dataHost()).isEqualTo(DATA);
        }

        @Test
        void withoutADataEndpointAzureStorageServesLayers() {
            assertThat(path().dataHost()).isEqualTo("*.blob.core.windows.net");
            assertThat(path().failedAtData()).isFalse();
        }

        @Test
        void theHostInTheErrorServesLayers() {
            shop.network.timesOutAt("weurcr1.blob.core.windows.net");
            assertThat(path().dataHost()).isEqualTo("weurcr1.blob.core.windows.net");
            assertThat(path().failedAtData()).isTrue();
            assertThat(path().destinations(path().dataHost()))
                    .extracting(TrafficDestination::service)
                    .containsExactly("Storage");
        }

        @Test
        void aPrivateEndpointHasAnAddressForEachHost() {
            shop.network.registryIsPrivate("Approved");
            assertThat(path().destinations(DATA))
                    .extracting(TrafficDestination::toString)
                    .containsExactly(DATA + " (10.0.1.4)");
        }

        @Test
        void aProxyHidesTheDestination() {
            clusterHas(new NetworkProfile(
                    "loadBalancer",
                    List.of(),
                    Optional.of(new HttpProxy("proxy.contoso.internal:3128", List.of())),
                    Optional.empty()));
            assertThatThrownBy(() -> path().destinations(LOGIN))
                    .hasMessage(
                            "the nodes send requests for contososhop.azurecr.io through the proxy proxy.contoso.internal:3128");
        }
    }

    /** The networks that private traffic passes. */
    @Nested
    class HopsBetweenNetworks {
        @Test
        void aPeeringIsOneHop() {
            assertThat(peeringHops()).containsExactly(new PeeringHop(SHOP, HUB, PeeringHopState.CONNECTED, "peered"));
        }

        @Test
        void aFirewallInTheEndpointsNetworkAddsNoHop() {
            shop.network.routes.add(toFirewall("10.0.1.5/32"));
            assertThat(peeringHops()).containsExactly(new PeeringHop(SHOP, HUB, PeeringHopState.CONNECTED, "peered"));
        }

        @Test
        void anInvisibleApplianceMakesTheHopsUnknown() {
            shop.network.routes.add(
                    new Route("to-nva", "10.0.1.5/32", NextHopType.VIRTUAL_APPLIANCE, Optional.of("192.168.7.4")));
            assertThatThrownBy(this::peeringHops)
                    .hasMessage(
                            "route to-nva (10.0.1.5/32) leads to 192.168.7.4, which is not a visible Azure Firewall");
        }

        @Test
        void anApplianceInAVisibleNetworkIsAHop() {
            var toAppliance =
                    new Route("to-nva", "10.0.1.5/32", NextHopType.VIRTUAL_APPLIANCE, Optional.of("10.0.7.4"));
            shop.network.routes.add(toAppliance);
            assertThat(peeringHops()).containsExactly(new PeeringHop(SHOP, HUB, PeeringHopState.CONNECTED, "peered"));
            assertThatThrownBy(() -> path().firewall(login())).isInstanceOf(EvidenceUnavailableException.class);
        }

        @Test
        void aGatewayOfOnlyOneNetworkIsABlindSpot() {
            shop.network.routes.add(
                    new Route("gateway", "10.0.1.5/32", NextHopType.VIRTUAL_NETWORK_GATEWAY, Optional.empty()));
            assertThatThrownBy(this::peeringHops).hasMessage("the traffic goes through a virtual network gateway");
        }

        @Test
        void aPeersGatewayMayHaveLearnedTheRoute() {
            var elsewhere = ShopNetwork.id("virtualNetworks/vnet-transit");
            shop.network.ofShop =
                    List.of(new Peering("to-transit", elsewhere, "Connected", true, true, true, false, List.of()));
            shop.network.ofHub.clear();
            assertThatThrownBy(this::peeringHops)
                    .hasMessage(
                            "vnet-shop may have learned a route from a gateway, a route server or a virtual WAN hub; learned"
                                    + " routes are not read; no peering between vnet-shop and vnet-hub");
        }

        @Test
        void aGatewayOfTheNodesNetworkMayHaveLearnedTheRoute() {
            shop.network.ofShop.clear();
            shop.network.ofHub.clear();
            shop.network.firstSubnets.add(gatewaySubnet());
            assertThatThrownBy(this::peeringHops).hasMessageStartingWith("vnet-shop may have learned a route");
            shop.network.acceptsLearnedRoutes = false;
            assertThat(peeringHops()).extracting(PeeringHop::state).containsExactly(PeeringHopState.MISSING);
        }

        private static Subnet gatewaySubnet() {
            return new Subnet(
                    ShopNetwork.id("virtualNetworks/vnet-shop/subnets/GatewaySubnet"),
                    List.of(AddressRange.of("10.1.255.0/27")),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "Disabled");
        }

        @Test
        void anApplianceInAnInvisibleHubMakesTheHopsUnknown() {
            shop.network.ofShop = List.of(new Peering(
                    "to-wan",
                    ShopNetwork.id("virtualNetworks/HV_hub"),
                    "Connected",
                    true,
                    true,
                    true,
                    false,
                    List.of(AddressRange.of("10.100.0.0/23"))));
            shop.network.ofHub.clear();
            shop.network.routes.add(
                    new Route("to-hub", "0.0.0.0/0", NextHopType.VIRTUAL_APPLIANCE, Optional.of("10.100.0.132")));
            assertThatThrownBy(this::peeringHops)
                    .hasMessage("the traffic goes through hub HV_hub; its peerings and routes are not visible");
        }

        @Test
        void aDisconnectedPeeringDoesNotHideTheRouteThroughAnAppliance() {
            shop.network.ofShop = new ArrayList<>(shop.network.ofShop);
            shop.network.ofShop.set(0, ShopNetwork.peering("to-hub", HUB, "Disconnected"));
            assertThat(peeringHops()).extracting(PeeringHop::state).containsExactly(PeeringHopState.DISCONNECTED);
            shop.network.routes.add(
                    new Route("to-nva", "0.0.0.0/0", NextHopType.VIRTUAL_APPLIANCE, Optional.of("192.168.7.4")));
            assertThatThrownBy(this::peeringHops)
                    .hasMessage("route to-nva (0.0.0.0/0) leads to 192.168.7.4, which is not a visible Azure Firewall");
        }

        @Test
        void aBrokenPeeringHidesTheFirewallBehindIt() {
            shop.network.routes.add(toFirewall("10.0.1.5/32"));
            shop.network.registryIsPrivate("Approved");
            assertThat(path().firewall(login())).isPresent();
            shop.network.ofHub.clear();
            assertThat(path().firewall(login())).isEmpty();
        }

        private List<PeeringHop> peeringHops() {
            shop.network.registryIsPrivate("Approved");
            return path().peeringHops(login());
        }

        private TrafficDestination login() {
            return path().destinations(LOGIN).get(0);
        }
    }

    /** The outbound addresses of the nodes at a public registry. */
    @Nested
    class EgressAddresses {
        private final List<EgressAddress> addresses = List.of(new EgressAddress(PUBLIC_ADDRESS, ADDRESS));

        @Test
        void aLoadBalancerHasTheClustersOutboundAddresses() {
            leavesWith("loadBalancer", PUBLIC_ADDRESS);
            assertThat(egress()).isEqualTo(new OutboundPublicAddresses("loadBalancer of aks-shop", addresses));
        }

        @Test
        void aManagedNatGatewayHasTheClustersOutboundAddresses() {
            leavesWith("managedNATGateway", PUBLIC_ADDRESS);
            assertThat(egress()).isEqualTo(new OutboundPublicAddresses("managedNATGateway of aks-shop", addresses));
        }

        @Test
        void aNatGatewayOfTheSubnetHasItsOwnAddresses() {
            leavesWith("none");
            shop.network.natGateway = Optional.of(ShopNetwork.id("natGateways/nat-shop"));
            assertThat(egress()).isEqualTo(new OutboundPublicAddresses("NAT gateway nat-shop", addresses));
        }

        @Test
        void aRouteToAFirewallUsesTheFirewallsAddresses() {
            leavesWith("userDefinedRouting");
            shop.network.routes.add(toFirewall("0.0.0.0/0"));
            assertThat(egress()).isEqualTo(new OutboundPublicAddresses("firewall afw-hub", addresses));
        }

        @ParameterizedTest(name = "{0}, route {1}: {2}")
        @CsvSource({
            "none, , aks-shop has no egress: its outboundType is none",
            "userDefinedRouting, , userDefinedRouting of aks-shop has no public addresses",
            "loadBalancer, NONE, the traffic to the registry is dropped by route r (0.0.0.0/0) (next hop None)",
            "loadBalancer, VIRTUAL_NETWORK_GATEWAY, the traffic to the registry is routed to the virtual network gateway by route r (0.0.0.0/0)",
            "loadBalancer, VIRTUAL_APPLIANCE, 'route r (0.0.0.0/0) leads to 10.0.7.4, which is not a visible Azure Firewall'",
        })
        void anUnknownEgressIsReportedWithItsReason(String outboundType, NextHopType type, String message) {
            leavesWith(outboundType);
            if (type != null) {
                var address =
                        type == NextHopType.VIRTUAL_APPLIANCE ? Optional.of("10.0.7.4") : Optional.<String>empty();
                shop.network.routes.add(new Route("r", "0.0.0.0/0", type, address));
            }
            assertThatThrownBy(this::egress)
                    .isInstanceOf(EvidenceUnavailableException.class)
                    .hasMessage(message);
        }

        @Test
        void aNodesOwnAddressHasPrecedenceOverTheLoadBalancer() {
            leavesWith("loadBalancer", PUBLIC_ADDRESS);
            nodeHas("192.0.2.9");
            assertThat(OutboundPublicAddresses.texts(egress().addresses())).containsExactly("192.0.2.9");
        }

        @Test
        void theSubnetsNatGatewayHasPrecedenceOverTheNodesOwnAddress() {
            leavesWith("loadBalancer", PUBLIC_ADDRESS);
            nodeHas("192.0.2.9");
            shop.network.natGateway = Optional.of(ShopNetwork.id("natGateways/nat-shop"));
            assertThat(egress().by()).isEqualTo("NAT gateway nat-shop");
        }

        @Test
        void aPossiblyLearnedRouteMakesTheEgressUnknown() {
            leavesWith("loadBalancer", PUBLIC_ADDRESS);
            learnsRoutes();
            assertThatThrownBy(this::egress)
                    .isInstanceOf(EvidenceUnavailableException.class)
                    .hasMessageContaining("a gateway may have learned");
        }

        @Test
        void withoutEffectiveLearnedRoutesTheLoadBalancerIsUsed() {
            leavesWith("loadBalancer", PUBLIC_ADDRESS);
            learnsRoutes();
            shop.network.acceptsLearnedRoutes = false;
            assertThat(egress().addresses()).isEqualTo(addresses);
            shop.network.acceptsLearnedRoutes = true;
            shop.network.routes.add(new Route("out", "0.0.0.0/0", NextHopType.INTERNET, Optional.empty()));
            assertThat(egress().addresses()).isEqualTo(addresses);
        }

        @Test
        void aServiceEndpointHasNoPublicSourceAddress() {
            leavesWith("loadBalancer", PUBLIC_ADDRESS);
            shop.network.routes.add(toFirewall("0.0.0.0/0"));
            shop.network.serviceEndpoints = Set.of("Microsoft.ContainerRegistry");
            assertThat(path().publicHop().kind()).isEqualTo(EffectiveNextHopType.DIRECT);
            assertThatThrownBy(this::egress)
                    .isInstanceOf(EvidenceUnavailableException.class)
                    .hasMessageContaining("its traffic has no public source address");
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({"none, true", "block, true", "loadBalancer, false"})
        void aClusterWithoutEgressDependsOnMissingEgress(String outboundType, boolean dependsOnMissingEgress) {
            leavesWith(outboundType);
            assertThat(path().dependsOnMissingEgress()).isEqualTo(dependsOnMissingEgress);
        }

        @ParameterizedTest
        @EnumSource(NextHopType.class)
        void aCustomDefaultRouteReplacesMissingEgress(NextHopType type) {
            leavesWith("none");
            shop.network.routes.add(new Route("r", "0.0.0.0/0", type, Optional.of("10.0.7.4")));
            assertThat(path().dependsOnMissingEgress()).isFalse();
        }

        private void learnsRoutes() {
            shop.network.ofShop.add(new Peering(
                    "to-wan",
                    ShopNetwork.id("virtualNetworks/hv-wan"),
                    "Connected",
                    true,
                    false,
                    true,
                    false,
                    List.of()));
        }

        private void nodeHas(String publicAddress) {
            var it = shop.node.orElseThrow();
            shop.node = Optional.of(new Node(
                    it.name(),
                    it.nodePool(),
                    it.platform(),
                    it.address(),
                    Optional.of(publicAddress),
                    it.troubles(),
                    it.machine(),
                    it.kubeletVersion(),
                    it.nodeImage(),
                    it.containerRuntime()));
        }

        private OutboundPublicAddresses egress() {
            shop.network.registryAllows("20.84.11.9");
            return path().egress();
        }

        private void leavesWith(String outboundType, ResourceId... ids) {
            clusterHas(new NetworkProfile(outboundType, List.of(ids), Optional.empty(), Optional.empty()));
        }
    }

    private PullPath path() {
        try (var pull = shop.pull()) {
            return pull.path();
        }
    }

    private void has(PublicAccess access, EndpointConnection... connections) {
        shop.network.registryHas(new RegistryNetwork(access, false, List.of(), List.of(connections), List.of(DATA)));
    }

    private static EndpointConnection connection(ResourceId endpoint, String status) {
        return new EndpointConnection(endpoint.name() + ".1", Optional.of(endpoint), status);
    }

    /** Removes the peerings and the DNS zone links, so that the endpoint is not reachable. */
    private void outOfReach() {
        shop.network.ofShop.clear();
        shop.network.links.clear();
    }

    private void clusterHas(NetworkProfile network) {
        shop.cluster =
                Optional.of(ShopEvidence.cluster(Optional.empty(), List.of(pool("system"), pool("user")), network));
    }
}
