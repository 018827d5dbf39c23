package io.github.pullresponder.network;

import static io.github.pullresponder.network.RegistryTraffic.NODE;
import static io.github.pullresponder.network.RegistryTraffic.PUBLIC;
import static io.github.pullresponder.network.RegistryTraffic.REPLICATED;
import static io.github.pullresponder.network.RegistryTraffic.STORAGE;
import static io.github.pullresponder.network.RegistryTraffic.id;
import static io.github.pullresponder.network.RegistryTraffic.network;
import static io.github.pullresponder.network.RegistryTraffic.peering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.pullresponder.network.NetworkSnapshot.NodeLocation;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.Route.NextHopType;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EffectiveRouteSelectorTest {
    private static final ResourceId SHOP = network("vnet-shop");
    private static final ResourceId HUB = network("vnet-hub");
    private static final ResourceId ELSEWHERE = network("vnet-elsewhere");
    private static final AddressRange ENDPOINT = AddressRange.of("10.0.1.5");
    private static final int HUB_PREFIX = 16;
    private static final List<AddressRange> FIREWALL = List.of(AddressRange.of("20.84.11.9"));

    /** Tests routes to a private endpoint, which adds a /32 route to its network and to the networks peered with it. */
    @Nested
    class TowardAnEndpoint {
        @Test
        void withoutUserRoutesTheEndpointsOwnRouteIsDirect() {
            assertThat(toward(HUB, "Disabled")).isEqualTo(NextHop.system(EffectiveNextHopType.DIRECT));
            assertThat(toward(SHOP, "Disabled")).isEqualTo(NextHop.system(EffectiveNextHopType.DIRECT));
        }

        @ParameterizedTest(name = "{0} with policies {1}: {2}")
        @CsvSource({
            // Whatever the subnet says, a route for exactly the endpoint wins: the user's goes before Azure's.
            "10.0.1.5/32, Disabled, APPLIANCE",
            "10.0.1.5/32, Enabled, APPLIANCE",
            "10.0.1.6/32, Enabled, DIRECT",
            // A shorter one counts where the subnet says that routes apply to endpoints.
            "10.0.1.0/24, Disabled, DIRECT",
            "10.0.1.0/24, NetworkSecurityGroupEnabled, DIRECT",
            "10.0.1.0/24, RouteTableEnabled, APPLIANCE",
            "10.0.1.0/24, Enabled, APPLIANCE",
            "10.0.0.0/16, Enabled, APPLIANCE",
            // But not if it is wider than the endpoint's network.
            "10.0.0.0/15, Enabled, DIRECT",
            "10.0.0.0/8, Enabled, DIRECT",
            "0.0.0.0/0, Enabled, DIRECT",
            "0.0.0.0/0, Disabled, DIRECT",
        })
        void narrowRoutesOverrideAnEndpointsOwnRoute(String prefix, String policies, EffectiveNextHopType kind) {
            assertThat(toward(HUB, policies, appliance(prefix)).kind()).isEqualTo(kind);
        }

        @Test
        void theLongestPrefixWins() {
            var hop = toward(HUB, "Enabled", none("10.0.0.0/16"), appliance("10.0.1.0/24"), none("0.0.0.0/0"));
            assertThat(hop.kind()).isEqualTo(EffectiveNextHopType.APPLIANCE);
            assertThat(hop.description()).isEqualTo("is routed to 10.0.0.4 by route via-10.0.1.0/24 (10.0.1.0/24)");
        }

        @Test
        void withoutAPeeringOnlyUserRoutesApply() {
            assertThat(toward(ELSEWHERE, "Disabled")).isEqualTo(NextHop.system(EffectiveNextHopType.NONE));
            assertThat(toward(ELSEWHERE, "Disabled", appliance("0.0.0.0/0")).kind())
                    .isEqualTo(EffectiveNextHopType.APPLIANCE);
        }

        @Test
        void aPeeringWithoutAccessAddsNoRoute() {
            var place = place(peering(HUB, "Connected", false, true));
            assertThat(new EffectiveRouteSelector(place, Optional.empty(), List.of())
                            .toward(ENDPOINT, HUB, Optional.empty(), HUB_PREFIX))
                    .isEqualTo(NextHop.system(EffectiveNextHopType.NONE));
        }

        @Test
        void serviceTagRoutesApplyToPublicAddressesOnly() {
            assertThat(toward(HUB, "Enabled", none("AzureContainerRegistry")).kind())
                    .isEqualTo(EffectiveNextHopType.DIRECT);
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "VIRTUAL_APPLIANCE, APPLIANCE, is routed to 10.0.0.4 by route r (10.0.1.5/32)",
            "VIRTUAL_NETWORK_GATEWAY, GATEWAY, is routed to the virtual network gateway by route r (10.0.1.5/32)",
            "VNET_LOCAL, DIRECT, is routed directly by route r (10.0.1.5/32)",
            "INTERNET, INTERNET, is routed to the Internet by route r (10.0.1.5/32)",
            "NONE, NONE, is dropped by route r (10.0.1.5/32) (next hop None)",
        })
        void aRouteLeadsToItsNextHop(NextHopType type, EffectiveNextHopType kind, String description) {
            var address = type == NextHopType.VIRTUAL_APPLIANCE ? Optional.of("10.0.0.4") : Optional.<String>empty();
            var hop = toward(HUB, "Disabled", new Route("r", "10.0.1.5/32", type, address));
            assertThat(hop.kind()).isEqualTo(kind);
            assertThat(hop.description()).isEqualTo(description);
        }

        private NextHop toward(ResourceId endpointNetwork, String policies, Route... routes) {
            var subnet = new Subnet(
                    id("virtualNetworks/vnet-hub/subnets/snet-pe"),
                    List.of(AddressRange.of("10.0.1.0/24")),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    policies);
            return new EffectiveRouteSelector(place(peering(HUB)), table(routes), List.of())
                    .toward(ENDPOINT, endpointNetwork, Optional.of(subnet), HUB_PREFIX);
        }
    }

    /** Tests routes to a public host, whose addresses are not known. */
    @Nested
    class TowardTheInternet {
        static Stream<Arguments> tables() {
            return Stream.of(
                    arguments("no routes", PUBLIC, EffectiveNextHopType.INTERNET, List.of()),
                    arguments("default", PUBLIC, EffectiveNextHopType.APPLIANCE, List.of(appliance("0.0.0.0/0"))),
                    arguments("default nowhere", PUBLIC, EffectiveNextHopType.NONE, List.of(none("0.0.0.0/0"))),
                    arguments("private blocks", PUBLIC, EffectiveNextHopType.INTERNET, List.of(none("10.0.0.0/8"))),
                    arguments(
                            "tag before default",
                            PUBLIC,
                            EffectiveNextHopType.INTERNET,
                            List.of(appliance("0.0.0.0/0"), internet("AzureContainerRegistry"))),
                    arguments(
                            "tag before part",
                            PUBLIC,
                            EffectiveNextHopType.INTERNET,
                            List.of(appliance("20.0.0.0/8"), internet("AzureContainerRegistry"))),
                    arguments(
                            "tag of its region",
                            PUBLIC,
                            EffectiveNextHopType.INTERNET,
                            List.of(appliance("0.0.0.0/0"), internet("AzureContainerRegistry.WestEurope"))),
                    arguments(
                            "tag of another region",
                            PUBLIC,
                            EffectiveNextHopType.APPLIANCE,
                            List.of(appliance("0.0.0.0/0"), internet("AzureContainerRegistry.NorthEurope"))),
                    arguments(
                            "tag of another service",
                            PUBLIC,
                            EffectiveNextHopType.APPLIANCE,
                            List.of(appliance("0.0.0.0/0"), internet("Storage"))),
                    arguments(
                            "tag of storage",
                            STORAGE,
                            EffectiveNextHopType.INTERNET,
                            List.of(appliance("0.0.0.0/0"), internet("Storage"))),
                    arguments(
                            "all of Azure after the service",
                            PUBLIC,
                            EffectiveNextHopType.INTERNET,
                            List.of(appliance("AzureCloud"), internet("AzureContainerRegistry"))),
                    arguments(
                            "a service after its region",
                            PUBLIC,
                            EffectiveNextHopType.INTERNET,
                            List.of(
                                    appliance("AzureContainerRegistry"),
                                    internet("AzureContainerRegistry.WestEurope"))),
                    arguments(
                            "all of Azure's region after the service",
                            PUBLIC,
                            EffectiveNextHopType.INTERNET,
                            List.of(appliance("AzureCloud.WestEurope"), internet("AzureContainerRegistry"))),
                    arguments(
                            "perhaps the region of a replica",
                            REPLICATED,
                            EffectiveNextHopType.OPEN,
                            List.of(
                                    appliance("AzureContainerRegistry"),
                                    internet("AzureContainerRegistry.WestEurope"))),
                    arguments(
                            "part of the Internet",
                            PUBLIC,
                            EffectiveNextHopType.OPEN,
                            List.of(appliance("0.0.0.0/0"), internet("20.0.0.0/8"))),
                    arguments(
                            "part of it and no more",
                            PUBLIC,
                            EffectiveNextHopType.OPEN,
                            List.of(appliance("20.0.0.0/8"))),
                    arguments(
                            "part that leads the same way",
                            PUBLIC,
                            EffectiveNextHopType.APPLIANCE,
                            List.of(appliance("0.0.0.0/0"), appliance("20.0.0.0/8"))),
                    arguments(
                            "two halves",
                            PUBLIC,
                            EffectiveNextHopType.APPLIANCE,
                            List.of(appliance("0.0.0.0/1"), appliance("128.0.0.0/1"))),
                    arguments(
                            "two halves before default",
                            PUBLIC,
                            EffectiveNextHopType.APPLIANCE,
                            List.of(internet("0.0.0.0/0"), appliance("0.0.0.0/1"), appliance("128.0.0.0/1"))),
                    arguments(
                            "two halves that differ",
                            PUBLIC,
                            EffectiveNextHopType.OPEN,
                            List.of(appliance("0.0.0.0/1"), internet("128.0.0.0/1"))),
                    arguments("one half", PUBLIC, EffectiveNextHopType.OPEN, List.of(appliance("0.0.0.0/1"))),
                    arguments(
                            "the firewall's own address",
                            PUBLIC,
                            EffectiveNextHopType.APPLIANCE,
                            List.of(appliance("0.0.0.0/0"), internet("20.84.11.9/32"))),
                    arguments(
                            "an address that may be the registry's",
                            PUBLIC,
                            EffectiveNextHopType.OPEN,
                            List.of(appliance("0.0.0.0/0"), internet("20.84.11.10/32"))),
                    arguments(
                            "IPv6 too",
                            PUBLIC,
                            EffectiveNextHopType.APPLIANCE,
                            List.of(appliance("0.0.0.0/0"), none("::/0"))));
        }

        @ParameterizedTest(name = "{0} leads to {1}: {2}")
        @MethodSource("tables")
        void theRouteThatCertainlyMatchesDecides(
                String name, TrafficDestination destination, EffectiveNextHopType kind, List<Route> routes) {
            assertThat(toward(destination, routes).kind()).isEqualTo(kind);
        }

        @Test
        void anAmbiguousRouteIsNamed() {
            assertThat(toward(PUBLIC, List.of(appliance("0.0.0.0/0"), internet("20.0.0.0/8")))
                            .route())
                    .contains(internet("20.0.0.0/8"));
        }

        private NextHop toward(TrafficDestination destination, List<Route> routes) {
            return new EffectiveRouteSelector(place(), table(routes.toArray(Route[]::new)), FIREWALL)
                    .toward(destination);
        }
    }

    /** Tests the routes that a gateway may have learned. */
    @Nested
    class LearnedRoutes {
        private static final Peering TO_GATEWAY =
                new Peering("to-hub", id("virtualNetworks/vnet-hub"), "Connected", true, true, true, false, List.of());

        @ParameterizedTest(name = "{0} to a network of /{1}: {2}")
        @CsvSource({"0.0.0.0/0, 16, true", "10.0.0.0/8, 16, true", "10.2.0.0/16, 16, false", "10.2.0.0/16, , true"})
        void aLearnedRouteMayBeMoreSpecificThanAUserRoute(String prefix, Integer networkPrefix, boolean mayBe) {
            var routing = new EffectiveRouteSelector(place(TO_GATEWAY), table(appliance(prefix)), List.of());
            assertThat(routing.mayLearnBetterThan(appliance(prefix), Optional.ofNullable(networkPrefix)))
                    .isEqualTo(mayBe);
        }

        @Test
        void learnedRoutesNeedAGatewayAndPropagation() {
            var route = appliance("0.0.0.0/0");
            assertThat(new EffectiveRouteSelector(place(), table(route), List.of())
                            .mayLearnBetterThan(route, Optional.of(16)))
                    .isFalse();
            var table = Optional.of(new RouteTable(id("routeTables/rt-nodes"), List.of(route), false));
            assertThat(new EffectiveRouteSelector(place(TO_GATEWAY), table, List.of())
                            .mayLearnBetterThan(route, Optional.of(16)))
                    .isFalse();
        }
    }

    private static NodeLocation place(Peering... peerings) {
        var subnet = new Subnet(
                id("virtualNetworks/vnet-shop/subnets/snet-nodes"),
                List.of(AddressRange.of("10.1.0.0/22")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "Disabled");
        return new NodeLocation(
                new VirtualNetwork(
                        SHOP, List.of(AddressRange.of("10.1.0.0/16")), List.of(), List.of(subnet), List.of(peerings)),
                subnet,
                NODE);
    }

    private static Optional<RouteTable> table(Route... routes) {
        return Optional.of(new RouteTable(id("routeTables/rt-nodes"), List.of(routes), true));
    }

    private static Route appliance(String prefix) {
        return new Route("via-" + prefix, prefix, NextHopType.VIRTUAL_APPLIANCE, Optional.of("10.0.0.4"));
    }

    private static Route internet(String prefix) {
        return new Route("out-" + prefix, prefix, NextHopType.INTERNET, Optional.empty());
    }

    private static Route none(String prefix) {
        return new Route("drop-" + prefix, prefix, NextHopType.NONE, Optional.empty());
    }
}
