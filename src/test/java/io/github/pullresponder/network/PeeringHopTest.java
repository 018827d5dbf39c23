package io.github.pullresponder.network;

import static io.github.pullresponder.network.RegistryTraffic.network;
import static io.github.pullresponder.network.RegistryTraffic.peering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PeeringHopTest {
    private static final ResourceId SHOP = network("vnet-shop");
    private static final ResourceId HUB = network("vnet-hub");
    private static final Optional<Peering> NONE = Optional.empty();

    static Stream<Arguments> sides() {
        return Stream.of(
                arguments(to(HUB, "Connected"), to(SHOP, "Connected"), PeeringHopState.CONNECTED, "peered"),
                arguments(NONE, NONE, PeeringHopState.MISSING, "no peering between vnet-shop and vnet-hub"),
                arguments(
                        NONE, to(SHOP, "Connected"), PeeringHopState.MISSING, "vnet-shop has no peering with vnet-hub"),
                arguments(
                        to(HUB, "Connected"), NONE, PeeringHopState.MISSING, "vnet-hub has no peering with vnet-shop"),
                arguments(
                        to(HUB, "Disconnected"),
                        to(SHOP, "Disconnected"),
                        PeeringHopState.DISCONNECTED,
                        "peering to-vnet-hub is Disconnected, peering to-vnet-shop is Disconnected"),
                arguments(
                        to(HUB, "Connected"),
                        to(SHOP, "Disconnected"),
                        PeeringHopState.DISCONNECTED,
                        "peering to-vnet-hub is Connected, peering to-vnet-shop is Disconnected"),
                // The other side was deleted, or never made.
                arguments(to(HUB, "Initiated"), NONE, PeeringHopState.DISCONNECTED, "peering to-vnet-hub is Initiated"),
                arguments(
                        NONE,
                        to(SHOP, "Disconnected"),
                        PeeringHopState.DISCONNECTED,
                        "peering to-vnet-shop is Disconnected"),
                arguments(
                        Optional.of(peering(HUB, "Connected", false, true)),
                        to(SHOP, "Connected"),
                        PeeringHopState.MISSING,
                        "allowVirtualNetworkAccess of the peering is false"),
                arguments(
                        to(HUB, "Connected"),
                        Optional.of(peering(SHOP, "Connected", false, true)),
                        PeeringHopState.MISSING,
                        "allowVirtualNetworkAccess of the peering is false"),
                arguments(to(HUB, "connected"), to(SHOP, "CONNECTED"), PeeringHopState.CONNECTED, "peered"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("sides")
    void bothSidesOfAPeeringMustBeConnected(
            Optional<Peering> here, Optional<Peering> there, PeeringHopState state, String detail) {
        assertThat(PeeringHop.between(of(SHOP, here), Optional.of(of(HUB, there)), HUB, false))
                .isEqualTo(new PeeringHop(SHOP, HUB, state, detail));
    }

    @Test
    void ifOneSideIsUnreadTheOtherDecides() {
        assertThat(PeeringHop.between(of(SHOP, to(HUB, "Connected")), Optional.empty(), HUB, false)
                        .state())
                .isEqualTo(PeeringHopState.CONNECTED);
        assertThat(PeeringHop.between(of(SHOP, to(HUB, "Disconnected")), Optional.empty(), HUB, false)
                        .state())
                .isEqualTo(PeeringHopState.DISCONNECTED);
        assertThat(PeeringHop.between(of(SHOP, NONE), Optional.empty(), HUB, false)
                        .state())
                .isEqualTo(PeeringHopState.MISSING);
    }

    @Test
    void theReceivingNetworkMustAllowForwardedTraffic() {
        var hub = of(HUB, to(SHOP, "Connected"));
        var closed = Optional.of(of(SHOP, Optional.of(peering(HUB, "Connected", true, false))));
        assertThat(PeeringHop.between(hub, closed, SHOP, true))
                .isEqualTo(new PeeringHop(
                        HUB,
                        SHOP,
                        PeeringHopState.MISSING,
                        "peering to-vnet-hub of vnet-shop does not allow forwarded traffic"));
        assertThat(PeeringHop.between(hub, closed, SHOP, false).state())
                .as("the hub's own traffic is not forwarded")
                .isEqualTo(PeeringHopState.CONNECTED);
    }

    @Test
    void theSendingNetworkNeedNotAllowForwardedTraffic() {
        var hub = of(HUB, Optional.of(peering(SHOP, "Connected", true, false)));
        assertThat(PeeringHop.between(hub, Optional.of(of(SHOP, to(HUB, "Connected"))), SHOP, true)
                        .state())
                .isEqualTo(PeeringHopState.CONNECTED);
    }

    @Test
    void withinANetworkNoPeeringIsNeeded() {
        assertThat(PeeringHop.between(of(SHOP, NONE), Optional.empty(), SHOP, true)
                        .state())
                .isEqualTo(PeeringHopState.CONNECTED);
    }

    private static Optional<Peering> to(ResourceId remote, String state) {
        return Optional.of(peering(remote, state, true, true));
    }

    private static VirtualNetwork of(ResourceId id, Optional<Peering> peering) {
        return new VirtualNetwork(
                id, List.of(), List.of(), List.of(), peering.stream().toList());
    }
}
