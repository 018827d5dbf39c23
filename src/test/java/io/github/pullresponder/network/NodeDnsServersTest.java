package io.github.pullresponder.network;

import static io.github.pullresponder.network.RegistryTraffic.NODE;
import static io.github.pullresponder.network.RegistryTraffic.id;
import static io.github.pullresponder.network.RegistryTraffic.network;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.network.NetworkSnapshot.NodeLocation;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeDnsServersTest {
    private static final ResourceId SHOP = network("vnet-shop");
    private static final ResourceId HUB = network("vnet-hub");
    private static final List<AddressRange> UNTOLD = List.of();

    @Test
    void withoutCustomServersTheNodesUseAzureDns() {
        assertThat(resolver(UNTOLD)).isEqualTo(new NodeDnsServers(List.of(), List.of(SHOP)));
        assertThat(resolver(UNTOLD, "168.63.129.16").isAzure())
                .as("Azure's own server by its address")
                .isTrue();
    }

    @Test
    void aServerInAPeeredNetworkBelongsToThatNetwork() {
        var resolver = resolver(UNTOLD, "10.0.0.4", "10.0.0.5");
        assertThat(resolver).isEqualTo(new NodeDnsServers(List.of("10.0.0.4", "10.0.0.5"), List.of(HUB)));
        assertThat(resolver.isAzure()).isFalse();
    }

    @Test
    void aServerInTheNodesNetworkBelongsToThatNetwork() {
        assertThat(resolver(UNTOLD, "10.1.9.4").networks()).containsExactly(SHOP);
    }

    @Test
    void serversInSeveralNetworksBelongToEach() {
        assertThat(resolver(UNTOLD, "10.0.0.4", "10.1.9.4").networks()).containsExactly(HUB, SHOP);
    }

    /** Only the peering has the hub's addresses: the hub is in a subscription that is not visible. */
    @Test
    void anUnreadNetworkIsFoundByThePeeringsAddresses() {
        var unread = Map.of(
                HUB,
                ReadResult.<VirtualNetwork>unread(EvidenceUnavailableException.because(
                        UnavailabilityReason.FORBIDDEN, "virtual network vnet-hub")));
        assertThat(NodeDnsServers.of(snapshot(unread, List.of(AddressRange.of("10.0.0.0/16")), "10.0.0.4"))
                        .networks())
                .containsExactly(HUB);
    }

    @Test
    void aServerOutsideVisibleNetworksHasNoNetwork() {
        assertThat(resolver(UNTOLD, "10.0.0.4", "192.168.7.10"))
                .isEqualTo(new NodeDnsServers(List.of("10.0.0.4", "192.168.7.10"), List.of(HUB)));
    }

    private static NodeDnsServers resolver(List<AddressRange> told, String... servers) {
        var hub = new VirtualNetwork(HUB, List.of(AddressRange.of("10.0.0.0/16")), List.of(), List.of(), List.of());
        return NodeDnsServers.of(snapshot(Map.of(HUB, ReadResult.of(hub)), told, servers));
    }

    private static NetworkSnapshot snapshot(
            Map<ResourceId, ReadResult<VirtualNetwork>> networks, List<AddressRange> told, String... servers) {
        var subnet = new Subnet(
                id("virtualNetworks/vnet-shop/subnets/snet-nodes"),
                List.of(AddressRange.of("10.1.0.0/22")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "Disabled");
        var shop = new VirtualNetwork(
                SHOP,
                List.of(AddressRange.of("10.1.0.0/16")),
                List.of(servers),
                List.of(subnet),
                List.of(new Peering("to-hub", HUB, "Connected", true, true, false, false, told)));
        return FixedSnapshot.ofDns(
                new NodeLocation(shop, subnet, NODE), networks, List.of(), Map.of(), DnsForwarding.NONE);
    }
}
