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
import io.github.pullresponder.network.Egress.Address;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.network.PrivateZone.VirtualNetworkLink;
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

    /** How the nodes are meant to reach the registry. */
    @Nested
    class Meant {
        @Test
        void aRegistryWithoutEndpointsIsReachedInPublic() {
            assertThat(path().route()).isInstanceOf(PublicRoute.class);
            assertThat(path().destinations(LOGIN))
                    .containsExactly(new Destination(
                            LOGIN, Optional.empty(), Destination.REGISTRY_TAG, Set.of("westeurope"), true));
        }

        @Test
        void eachReplicaMayAnswerAndServeTheLayers() {
            shop.replicas.add("North Europe");
            assertThat(path().destinations(LOGIN))
                    .first()
                    .satisfies(destination ->
                            assertThat(destination.regions()).containsExactlyInAnyOrder("westeurope", "northeurope"));
            assertThat(path().destinations(path().dataHost())).first().satisfies(storage -> {
                assertThat(storage.service()).isEqualTo(Destination.STORAGE_TAG);
                assertThat(storage.regions()).containsExactlyInAnyOrder("westeurope", "northeurope");
            });
        }

        @Test
        void replicasThatWereNotReadMayBeAnywhere() {
            shop.unreadable.put(
                    "replicas", EvidenceUnavailableException.forbidden("the replicas", Permission.READ_REGISTRY));
            assertThat(path().destinations(LOGIN))
                    .extracting(Destination::regionsKnown)
                    .containsExactly(false);
        }

        @ParameterizedTest
        @EnumSource(PublicAccess.class)
        void anApprovedEndpointInReachIsUsedWhateverThePublicAccess(PublicAccess access) {
            has(access, connection(ENDPOINT, "Approved"));
            assertThat(path().endpoint())
                    .hasValueSatisfying(it -> assertThat(it.id()).isEqualTo(ENDPOINT));
            assertThat(path().destinations(LOGIN))
                    .extracting(Destination::toString)
                    .containsExactly("contososhop.azurecr.io (10.0.1.5)");
        }

        @ParameterizedTest(name = "public access {0}: {1}")
        @CsvSource({"ENABLED, PublicRoute", "DISABLED, PrivateRoute"})
        void anEndpointOfAnotherNetworkIsUsedOnlyWhereNothingElseCouldWork(PublicAccess access, String intent) {
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
        void anEndpointInReachThatIsNotApprovedIsAwaited(String status, PublicAccess access, String intent) {
            has(access, connection(ENDPOINT, status));
            assertThat(path().route().getClass().getSimpleName()).isEqualTo(intent);
        }

        @Test
        void oneOfAnotherNetworkIsNotAwaitedByAPublicRegistry() {
            has(PublicAccess.ENABLED, connection(ENDPOINT, "Pending"));
            outOfReach();
            assertThat(path().route()).isInstanceOf(PublicRoute.class);
        }

        @Test
        void besideAnApprovedOneInReachNothingIsAwaited() {
            has(
                    PublicAccess.DISABLED,
                    connection(ShopNetwork.id("privateEndpoints/pe-second"), "Pending"),
                    connection(ENDPOINT, "Approved"));
            assertThat(path().route()).isInstanceOf(PrivateRoute.class);
        }

        @Test
        void anEndpointThatWasNotReadMayBeTheOne() {
            has(PublicAccess.DISABLED, connection(ENDPOINT, "Approved"));
            shop.unreadable.put(
                    "privateEndpoint", EvidenceUnavailableException.forbidden("endpoint", Permission.READ_NETWORKS));
            assertThatThrownBy(() -> path().route()).isInstanceOf(EvidenceUnavailableException.class);
        }
    }

    /** The route that the pull takes where a registry is public and a private endpoint is in reach. */
    @Nested
    class Taken {
        private static final String ALLOWED = "20.84.11.9";

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "'', PublicRoute, contososhop takes public traffic from every network",
            "20.84.11.9, PublicRoute, 'contososhop allows 20.84.11.9, with which the nodes arrive'",
            "20.84.11.8, PrivateRoute, the nodes are to use private endpoint pe-registry",
        })
        void thePublicOneWhereTheNameIsPublicAndTheRegistryTakesIt(String allowed, String route, String why) {
            isPublic(allowed);
            notLinked();
            assertRoute(route, why);
        }

        @Test
        void thePrivateOneWhereTheNameLeadsThereHoweverOpenTheRegistryIs() {
            isPublic("");
            assertRoute("PrivateRoute", "the nodes' DNS answers contososhop.azurecr.io with a private address");
            shop.network.ofShop.clear();
            assertRoute("PrivateRoute", "the nodes' DNS answers contososhop.azurecr.io with a private address");
        }

        @Test
        void thePrivateOneWhereTheLinkedZoneLacksTheName() {
            isPublic("");
            shop.network.records.clear();
            assertThat(path().route())
                    .isInstanceOfSatisfying(
                            PrivateRoute.class, it -> assertThat(it.bypassed()).isTrue());
        }

        @Test
        void thePublicOneWhereALinkFallsBackToThePublicName() {
            isPublic("");
            shop.network.records.clear();
            shop.network.links.clear();
            shop.network.links.add(new VirtualNetworkLink("link-shop", ShopNetwork.SHOP, true));
            assertRoute("PublicRoute", "contososhop takes public traffic from every network");
        }

        @Test
        void theOneThatTheNodeDialed() {
            isPublic("");
            notLinked();
            shop.network.timesOutDialing("10.0.1.5");
            assertRoute("PrivateRoute", "the node connected to 10.0.1.5, the address of private endpoint pe-registry");
            shop.network.links.add(new VirtualNetworkLink("link-shop", ShopNetwork.SHOP, false));
            shop.network.timesOutDialing("20.61.97.128");
            assertRoute("PublicRoute", "contososhop takes public traffic from every network");
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "198.51.100.7, PublicRoute, 'contososhop allows 198.51.100.7, which it saw'",
            "20.84.11.9, PrivateRoute, the nodes are to use private endpoint pe-registry",
        })
        void theAddressThatTheRegistryNamesGoesBeforeTheModel(String allowed, String route, String why) {
            isPublic(allowed);
            notLinked();
            shop.network.failsWith("failed to authorize: unexpected status from GET request to https://" + LOGIN
                    + "/oauth2/token: 403 Forbidden: denied: client with IP '198.51.100.7' is not allowed access.");
            assertRoute(route, why);
        }

        @Test
        void noneIsKnownWhereTheAddressIsNot() {
            isPublic(ALLOWED);
            notLinked();
            shop.network.publicAddresses.clear();
            assertThatThrownBy(() -> path().route()).isInstanceOf(EvidenceUnavailableException.class);
        }

        @Test
        void noneIsKnownWhereTheDnsServerIsNotVisible() {
            isPublic("");
            shop.network.dnsServers.add("192.168.9.4");
            assertThatThrownBy(() -> path().route())
                    .isInstanceOf(EvidenceUnavailableException.class)
                    .hasMessageContaining("192.168.9.4");
        }

        @Test
        void thePrivateOneWhereTheClusterHasNoEgress() {
            isPublic("");
            notLinked();
            clusterHas(new NetworkProfile("none", List.of(), Optional.empty(), Optional.empty()));
            assertRoute("PrivateRoute", "the nodes are to use private endpoint pe-registry");
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

    /** Where the nodes are. */
    @Nested
    class NodesPlace {
        private static final ResourceId FIRST = ShopNetwork.id("virtualNetworks/vnet-shop/subnets/snet-gateway");
        private static final ResourceId OF_AKS = ShopNetwork.id("virtualNetworks/vnet-shop/subnets/aks-subnet");

        @Test
        void theSubnetThatHoldsTheNodesAddressIsTheirsWhereAksMadeTheNetwork() {
            madeByAks();
            has(FIRST, "10.1.8.0/24");
            assertThat(path().nodeSubnet().id()).isEqualTo(ShopNetwork.NODES);
        }

        @Test
        void itIsTheirsEvenIfThePoolNamesAnotherOne() {
            has(FIRST, "10.1.8.0/24");
            nodeAt("10.1.8.7");
            assertThat(path().nodeSubnet().id()).isEqualTo(FIRST);
        }

        @Test
        void thePoolsSubnetIsTheirsWhereNoSubnetHoldsTheAddress() {
            nodeAt("172.16.0.4");
            assertThat(path().nodeSubnet().id()).isEqualTo(ShopNetwork.NODES);
        }

        @Test
        void withoutTheNodesAddressItIsTheSubnetThatAksNames() {
            madeByAks();
            has(FIRST, "10.1.8.0/24");
            has(OF_AKS, "10.1.9.0/24");
            shop.node = Optional.empty();
            assertThat(path().nodeSubnet().id()).isEqualTo(OF_AKS);
        }

        @Test
        void withoutTheNodesAddressTheOnlySubnetIsTheirs() {
            madeByAks();
            shop.node = Optional.empty();
            assertThat(path().nodeSubnet().id()).isEqualTo(ShopNetwork.NODES);
        }

        @Test
        void itIsNeverJustTheFirstOne() {
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

    /** What serves the layers. */
    @Nested
    class Layers {
        @Test
        void aDedicatedDataEndpointOfTheClustersRegionDoes() {
            shop.network.registryHas(new RegistryNetwork(
                    PublicAccess.ENABLED,
                    false,
                    List.of(),
                    List.of(),
                    List.of("contososhop.northeurope.data.azurecr.io", DATA)));
            assertThat(path().dataHost()).isEqualTo(DATA);
        }

        @Test
        void withoutOneAzureStorageDoes() {
            assertThat(path().dataHost()).isEqualTo("*.blob.core.windows.net");
            assertThat(path().failedAtData()).isFalse();
        }

        @Test
        void theHostThatTheErrorNamesDoes() {
            shop.network.timesOutAt("weurcr1.blob.core.windows.net");
            assertThat(path().dataHost()).isEqualTo("weurcr1.blob.core.windows.net");
            assertThat(path().failedAtData()).isTrue();
            assertThat(path().destinations(path().dataHost()))
                    .extracting(Destination::service)
                    .containsExactly("Storage");
        }

        @Test
        void anEndpointHasAnAddressOfEach() {
            shop.network.registryIsPrivate("Approved");
            assertThat(path().destinations(DATA))
                    .extracting(Destination::toString)
                    .containsExactly(DATA + " (10.0.1.4)");
        }

        @Test
        void behindAProxyWhereTheyComeFromIsOutOfSight() {
            clusterHas(new NetworkProfile(
                    "loadBalancer",
                    List.of(),
                    Optional.of(new HttpProxy("proxy.contoso.internal:3128", List.of())),
                    Optional.empty()));
            assertThatThrownBy(() -> path().destinations(LOGIN))
                    .hasMessage("the nodes ask contososhop.azurecr.io through the proxy proxy.contoso.internal:3128");
        }
    }

    /** The networks that private traffic passes. */
    @Nested
    class Legs {
        @Test
        void straightThroughThePeering() {
            assertThat(legs()).containsExactly(new PeeringHop(SHOP, HUB, PeeringHopState.CONNECTED, "peered"));
        }

        @Test
        void aFirewallInTheEndpointsNetworkIsOnTheSameLeg() {
            shop.network.routes.add(toFirewall("10.0.1.5/32"));
            assertThat(legs()).containsExactly(new PeeringHop(SHOP, HUB, PeeringHopState.CONNECTED, "peered"));
        }

        @Test
        void anApplianceOutOfSightLeavesItOpen() {
            shop.network.routes.add(
                    new Route("to-nva", "10.0.1.5/32", NextHopType.VIRTUAL_APPLIANCE, Optional.of("192.168.7.4")));
            assertThatThrownBy(this::legs)
                    .hasMessage("route to-nva (10.0.1.5/32) leads to 192.168.7.4, which is no visible Azure Firewall");
        }

        @Test
        void anApplianceInANetworkThatIsSeenIsStillALeg() {
            var toAppliance =
                    new Route("to-nva", "10.0.1.5/32", NextHopType.VIRTUAL_APPLIANCE, Optional.of("10.0.7.4"));
            shop.network.routes.add(toAppliance);
            assertThat(legs()).containsExactly(new PeeringHop(SHOP, HUB, PeeringHopState.CONNECTED, "peered"));
            assertThatThrownBy(() -> path().firewall(login())).isInstanceOf(EvidenceUnavailableException.class);
        }

        @Test
        void behindAGatewayThatOnlyOneNetworkUsesNothingCanBeSeen() {
            shop.network.routes.add(
                    new Route("gateway", "10.0.1.5/32", NextHopType.VIRTUAL_NETWORK_GATEWAY, Optional.empty()));
            assertThatThrownBy(this::legs).hasMessage("the traffic passes a virtual network gateway");
        }

        @Test
        void withoutPeeringAPeeredNetworksGatewayMayLeadThere() {
            var elsewhere = ShopNetwork.id("virtualNetworks/vnet-transit");
            shop.network.ofShop =
                    List.of(new Peering("to-transit", elsewhere, "Connected", true, true, true, false, List.of()));
            shop.network.ofHub.clear();
            assertThatThrownBy(this::legs)
                    .hasMessage(
                            "vnet-shop may have learned a route from a gateway, a route server or a virtual WAN hub, whose"
                                    + " routes are not read; no peering between vnet-shop and vnet-hub");
        }

        @Test
        void aGatewayOfTheNodesNetworkMayLeadThere() {
            shop.network.ofShop.clear();
            shop.network.ofHub.clear();
            shop.network.firstSubnets.add(gatewaySubnet());
            assertThatThrownBy(this::legs).hasMessageStartingWith("vnet-shop may have learned a route");
            shop.network.takesLearnedRoutes = false;
            assertThat(legs()).extracting(PeeringHop::state).containsExactly(PeeringHopState.MISSING);
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
        void anApplianceInAHubThatIsNotVisibleLeavesItOpen() {
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
            assertThatThrownBy(this::legs)
                    .hasMessage("the traffic passes hub HV_hub, whose peerings and routes are not visible");
        }

        @Test
        void aDisconnectedPeeringDoesNotHideTheRouteThroughAnAppliance() {
            shop.network.ofShop = new ArrayList<>(shop.network.ofShop);
            shop.network.ofShop.set(0, ShopNetwork.peering("to-hub", HUB, "Disconnected"));
            assertThat(legs()).extracting(PeeringHop::state).containsExactly(PeeringHopState.DISCONNECTED);
            shop.network.routes.add(
                    new Route("to-nva", "0.0.0.0/0", NextHopType.VIRTUAL_APPLIANCE, Optional.of("192.168.7.4")));
            assertThatThrownBy(this::legs)
                    .hasMessage("route to-nva (0.0.0.0/0) leads to 192.168.7.4, which is no visible Azure Firewall");
        }

        @Test
        void aBrokenPeeringHidesTheFirewallBehindIt() {
            shop.network.routes.add(toFirewall("10.0.1.5/32"));
            shop.network.registryIsPrivate("Approved");
            assertThat(path().firewall(login())).isPresent();
            shop.network.ofHub.clear();
            assertThat(path().firewall(login())).isEmpty();
        }

        private List<PeeringHop> legs() {
            shop.network.registryIsPrivate("Approved");
            return path().legs(login());
        }

        private Destination login() {
            return path().destinations(LOGIN).get(0);
        }
    }

    /** The addresses that the nodes arrive with at a public registry. */
    @Nested
    class Leaving {
        private final List<Address> addresses = List.of(new Address(PUBLIC_ADDRESS, ADDRESS));

        @Test
        void theLoadBalancers() {
            leavesWith("loadBalancer", PUBLIC_ADDRESS);
            assertThat(egress()).isEqualTo(new Egress("loadBalancer of aks-shop", addresses));
        }

        @Test
        void theManagedNatGateways() {
            leavesWith("managedNATGateway", PUBLIC_ADDRESS);
            assertThat(egress()).isEqualTo(new Egress("managedNATGateway of aks-shop", addresses));
        }

        @Test
        void theSubnetsNatGateways() {
            leavesWith("none");
            shop.network.natGateway = Optional.of(ShopNetwork.id("natGateways/nat-shop"));
            assertThat(egress()).isEqualTo(new Egress("NAT gateway nat-shop", addresses));
        }

        @Test
        void theFirewallsWhereARouteLeadsToIt() {
            leavesWith("userDefinedRouting");
            shop.network.routes.add(toFirewall("0.0.0.0/0"));
            assertThat(egress()).isEqualTo(new Egress("firewall afw-hub", addresses));
        }

        @ParameterizedTest(name = "{0}, route {1}: {2}")
        @CsvSource({
            "none, , aks-shop has no way out: its outboundType is none",
            "userDefinedRouting, , userDefinedRouting of aks-shop names no public addresses",
            "loadBalancer, NONE, the traffic to the registry goes nowhere by route r (0.0.0.0/0)",
            "loadBalancer, VIRTUAL_NETWORK_GATEWAY, the traffic to the registry goes to the virtual network gateway by route r (0.0.0.0/0)",
            "loadBalancer, VIRTUAL_APPLIANCE, 'route r (0.0.0.0/0) leads to 10.0.7.4, which is no visible Azure Firewall'",
        })
        void whatCannotBeFollowedIsToldAsFarAsItGoes(String outboundType, NextHopType type, String message) {
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
        void theNodesOwnWhereItHasOne() {
            leavesWith("loadBalancer", PUBLIC_ADDRESS);
            nodeHas("192.0.2.9");
            assertThat(Egress.texts(egress().addresses())).containsExactly("192.0.2.9");
        }

        @Test
        void theSubnetsNatGatewaysEvenIfTheNodeHasItsOwn() {
            leavesWith("loadBalancer", PUBLIC_ADDRESS);
            nodeHas("192.0.2.9");
            shop.network.natGateway = Optional.of(ShopNetwork.id("natGateways/nat-shop"));
            assertThat(egress().by()).isEqualTo("NAT gateway nat-shop");
        }

        @Test
        void notTheLoadBalancersWhereARouteMayBeLearned() {
            leavesWith("loadBalancer", PUBLIC_ADDRESS);
            learnsRoutes();
            assertThatThrownBy(this::egress)
                    .isInstanceOf(EvidenceUnavailableException.class)
                    .hasMessageContaining("a gateway may have learned");
        }

        @Test
        void theLoadBalancersWhereLearnedRoutesAreNotTakenOrOverruled() {
            leavesWith("loadBalancer", PUBLIC_ADDRESS);
            learnsRoutes();
            shop.network.takesLearnedRoutes = false;
            assertThat(egress().addresses()).isEqualTo(addresses);
            shop.network.takesLearnedRoutes = true;
            shop.network.routes.add(new Route("out", "0.0.0.0/0", NextHopType.INTERNET, Optional.empty()));
            assertThat(egress().addresses()).isEqualTo(addresses);
        }

        @Test
        void noneThroughAServiceEndpointWhateverTheRoutes() {
            leavesWith("loadBalancer", PUBLIC_ADDRESS);
            shop.network.routes.add(toFirewall("0.0.0.0/0"));
            shop.network.serviceEndpoints = Set.of("Microsoft.ContainerRegistry");
            assertThat(path().publicHop().kind()).isEqualTo(EffectiveNextHopType.DIRECT);
            assertThatThrownBy(this::egress)
                    .isInstanceOf(EvidenceUnavailableException.class)
                    .hasMessageContaining("without a public address");
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({"none, true", "block, true", "loadBalancer, false"})
        void aClusterIsShutInWithoutEgress(String outboundType, boolean isShutIn) {
            leavesWith(outboundType);
            assertThat(path().isShutIn()).isEqualTo(isShutIn);
        }

        @ParameterizedTest
        @EnumSource(NextHopType.class)
        void aClusterWithADefaultRouteOfItsOwnIsNotShutIn(NextHopType type) {
            leavesWith("none");
            shop.network.routes.add(new Route("r", "0.0.0.0/0", type, Optional.of("10.0.7.4")));
            assertThat(path().isShutIn()).isFalse();
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

        private Egress egress() {
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

    /** Neither a peering nor a name leads to the endpoint. */
    private void outOfReach() {
        shop.network.ofShop.clear();
        shop.network.links.clear();
    }

    private void clusterHas(NetworkProfile network) {
        shop.cluster =
                Optional.of(ShopEvidence.cluster(Optional.empty(), List.of(pool("system"), pool("user")), network));
    }
}
