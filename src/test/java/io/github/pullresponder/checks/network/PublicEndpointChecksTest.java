package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopEvidence.NODE_SUBNET;
import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY;
import static io.github.pullresponder.diagnosis.ShopEvidence.pool;
import static io.github.pullresponder.diagnosis.ShopNetwork.ENDPOINT;
import static io.github.pullresponder.diagnosis.ShopNetwork.PUBLIC_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.cluster.Cluster.NetworkProfile;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three checks of access to a registry: connection approvals, allowed addresses and public access. */
class PublicEndpointChecksTest {
    private static final ResourceId SECOND_ADDRESS = ShopNetwork.id("publicIPAddresses/egress-2");
    private static final ResourceId NAT_GATEWAY = ShopNetwork.id("natGateways/nat-shop");
    private static final String ADD_RULE = "az acr network-rule add --resource-group rg-registry --name contososhop"
            + " --subscription " + CLUSTER.subscription() + " --ip-address ";
    private static final String ZONE_GROUP =
            "az network private-endpoint dns-zone-group create --resource-group rg-shop"
                    + " --subscription " + CLUSTER.subscription() + " --endpoint-name pe-contososhop --name default"
                    + " --zone-name registry --private-dns-zone " + ShopNetwork.ZONE;
    private static final String CREATE_ENDPOINT = "az network private-endpoint create --resource-group rg-shop"
            + " --name pe-contososhop --subscription " + CLUSTER.subscription() + " --location westeurope"
            + " --connection-name contososhop --private-connection-resource-id " + REGISTRY
            + " --group-id registry --subnet " + NODE_SUBNET;

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void theRegistryRefuses() {
        shop.network.isForbidden();
        leavesWith("loadBalancer", PUBLIC_ADDRESS);
    }

    // Observations

    @Test
    void theClientAddressInTheErrorIsAssessedInsteadOfTheKnownOne() {
        leavesWith("loadBalancer", PUBLIC_ADDRESS);
        shop.network.registryAllows("20.84.11.0/24");
        isForbiddenTo("20.99.1.1");
        var examined = Examined.by(new EgressAddressCheck(), shop);
        assertThat(examined.finding().summary())
                .isEqualTo("The node's outbound IP address (20.99.1.1) is not in the network rules of contososhop");
        assertThat(examined.commands())
                .containsExactly(
                        "az acr network-rule add --resource-group rg-registry --name contososhop --subscription "
                                + CLUSTER.subscription() + " --ip-address 20.99.1.1");
    }

    @Test
    void anAddressThatTheRulesAllowNowIsNotTheCause() {
        shop.network.registryAllows("20.84.11.0/24");
        isForbiddenTo("20.84.11.200");
        assertThat(Examined.by(new EgressAddressCheck(), shop).open().detail())
                .isEqualTo("contososhop refused 20.84.11.200, but now a rule contains it: a rule change takes effect"
                        + " with a delay");
    }

    @Test
    void anIpv6AddressIsInNoRuleOfARegistry() {
        shop.network.registryAllows("20.84.11.9");
        isForbiddenTo("2603:1020:201:10::4a");
        assertThat(Examined.by(new EgressAddressCheck(), shop).open().detail())
                .contains("the IPv6 address 2603:1020:201:10::4a, and a registry's IP rules support only IPv4");
    }

    @Test
    void aPrivateAddressCameThroughAServiceEndpoint() {
        shop.network.registryAllows("20.84.11.9");
        isForbiddenTo("10.1.0.4");
        assertThat(Examined.by(new EgressAddressCheck(), shop).open().detail())
                .isEqualTo(
                        "contososhop received the request from the private address 10.1.0.4: it came through a service endpoint of"
                                + " another subnet than snet-nodes");
        shop.network.serviceEndpoints = Set.of("Microsoft.ContainerRegistry");
        Examined.by(new EgressAddressCheck(), shop).doesNotApply();
    }

    private void isForbiddenTo(String client) {
        shop.network.failsWith(
                "failed to authorize: failed to fetch oauth token: unexpected status from POST request to"
                        + " https://contososhop.azurecr.io/oauth2/token: 403 Forbidden: denied: client with IP '"
                        + client
                        + "' is not allowed access.");
    }

    // Approvals

    @ParameterizedTest
    @ValueSource(strings = {"Pending", "Rejected"})
    void aConnectionThatIsNotApprovedIsConfirmedWithTheApproval(String status) {
        shop.network.registryIsPrivate(status);
        var examined = Examined.by(new PrivateEndpointApprovalCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.PRIVATE_ENDPOINT_NOT_APPROVED);
        assertThat(examined.finding().summary())
                .isEqualTo("The connection of private endpoint pe-registry to contososhop is " + status);
        assertThat(examined.facts())
                .containsExactly(
                        "private endpoint connection pe-registry.1 is " + status,
                        "publicNetworkAccess of contososhop is Disabled");
        assertThat(examined.commands())
                .containsExactly("az network private-endpoint-connection approve --id " + REGISTRY
                        + "/privateEndpointConnections/pe-registry.1 --description approved");
    }

    @Test
    void aDisconnectedConnectionMustBeRecreated() {
        shop.network.registryIsPrivate("Disconnected");
        assertThat(Examined.by(new PrivateEndpointApprovalCheck(), shop).commands())
                .containsExactly(
                        "az network private-endpoint delete --resource-group rg-network --name pe-registry"
                                + " --subscription " + CLUSTER.subscription(),
                        CREATE_ENDPOINT,
                        ZONE_GROUP);
    }

    @Test
    void anApprovedConnectionRulesTheCauseOut() {
        shop.network.registryIsPrivate("Approved");
        Examined.by(new PrivateEndpointApprovalCheck(), shop)
                .isRuledOut("no private endpoint of the nodes is waiting for approval");
    }

    @Test
    void aPendingConnectionDoesNotMatterIfAnApprovedOneIsReachable() {
        shop.network.registryHas(new RegistryNetwork(
                PublicAccess.DISABLED,
                false,
                List.of(),
                List.of(
                        new EndpointConnection(
                                "other.1", Optional.of(ShopNetwork.id("privateEndpoints/pe-other")), "Pending"),
                        new EndpointConnection("pe-registry.1", Optional.of(ENDPOINT), "Approved")),
                List.of(ShopNetwork.DATA)));
        Examined.by(new PrivateEndpointApprovalCheck(), shop)
                .isRuledOut("no private endpoint of the nodes is waiting for approval");
    }

    @Test
    void withoutConnectionsThereIsNothingToApprove() {
        Examined.by(new PrivateEndpointApprovalCheck(), shop).doesNotApply();
    }

    // Allowed addresses

    @Test
    void anAddressInNoRuleIsConfirmedWithTheRuleToAdd() {
        shop.network.registryAllows("52.0.0.0/16");
        var examined = Examined.by(new EgressAddressCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.EGRESS_IP_NOT_ALLOWED);
        assertThat(examined.finding().summary())
                .isEqualTo(
                        "The nodes' outbound IP address (20.84.11.9, from loadBalancer of aks-shop) is not in the network rules of contososhop");
        assertThat(examined.facts())
                .containsExactly(
                        "contososhop denies by default and allows 52.0.0.0/16",
                        "cluster aks-shop uses the outbound IP address 20.84.11.9 (from loadBalancer of aks-shop)");
        assertThat(examined.commands()).containsExactly(ADD_RULE + "20.84.11.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20.84.11.9", "20.84.11.0/24", "20.84.11.9/32", "0.0.0.0/0"})
    void anAddressInARuleIsAllowed(String rule) {
        shop.network.timesOut();
        shop.network.registryAllows("52.0.0.0/16", rule);
        Examined.by(new EgressAddressCheck(), shop).isRuledOut("contososhop allows 20.84.11.9");
    }

    @Test
    void everyAddressMustBeAllowed() {
        shop.network.publicAddresses.put(SECOND_ADDRESS, AddressRange.of("20.84.11.10"));
        leavesWith("loadBalancer", PUBLIC_ADDRESS, SECOND_ADDRESS);
        shop.network.registryAllows("20.84.11.9");
        var examined = Examined.by(new EgressAddressCheck(), shop);
        assertThat(examined.finding().summary())
                .isEqualTo(
                        "The nodes' outbound IP address (20.84.11.10, from loadBalancer of aks-shop) is not in the network rules of contososhop");
        assertThat(examined.commands()).containsExactly(ADD_RULE + "20.84.11.10");
    }

    @Test
    void anEmptyListOfAllowedAddressesIsReported() {
        shop.network.registryAllows();
        assertThat(Examined.by(new EgressAddressCheck(), shop).facts())
                .contains("contososhop denies by default and allows no address");
    }

    /** Dual-stack clusters have outbound addresses of both kinds, and a registry answers at IPv4 addresses. */
    @Test
    void anIpv6AddressNeedsNoRule() {
        shop.network.publicAddresses.put(SECOND_ADDRESS, AddressRange.of("2603:1020:5::9"));
        leavesWith("loadBalancer", PUBLIC_ADDRESS, SECOND_ADDRESS);
        shop.network.timesOut();
        shop.network.registryAllows("20.84.11.9");
        Examined.by(new EgressAddressCheck(), shop).isRuledOut("contososhop allows 20.84.11.9");
    }

    @Test
    void aNatGatewayOfTheSubnetHasPrecedenceOverTheLoadBalancer() {
        shop.network.natGateway = Optional.of(NAT_GATEWAY);
        leavesWith("loadBalancer", SECOND_ADDRESS);
        shop.network.registryAllows("52.0.0.0/16");
        assertThat(Examined.by(new EgressAddressCheck(), shop).facts())
                .contains("cluster aks-shop uses the outbound IP address 20.84.11.9 (from NAT gateway nat-shop)");
    }

    @Test
    void behindAFirewallTheNodesUseItsAddress() {
        shop.network.routes.add(ShopNetwork.toFirewall("0.0.0.0/0"));
        leavesWith("userDefinedRouting");
        shop.network.registryAllows("52.0.0.0/16");
        assertThat(Examined.by(new EgressAddressCheck(), shop).facts())
                .contains("cluster aks-shop uses the outbound IP address 20.84.11.9 (from firewall afw-hub)");
    }

    @ParameterizedTest(name = "{0} that denies by default: {1}")
    @CsvSource({"ENABLED, false", "DISABLED, true", "OTHER, true"})
    void aRegistryWithoutNetworkRulesIsNotConfirmed(PublicAccess access, boolean denies) {
        shop.network.timesOut();
        shop.network.registryHas(new RegistryNetwork(access, denies, List.of(), List.of(), List.of()));
        var examined = Examined.by(new EgressAddressCheck(), shop);
        switch (access) {
            case ENABLED -> examined.isRuledOut("contososhop allows every address");
            case DISABLED -> examined.doesNotApply();
            case OTHER ->
                assertThat(examined.open().detail())
                        .isEqualTo("a network security perimeter controls access to contososhop");
        }
    }

    @Test
    void nodesOfAPrivateEndpointNeedNoRule() {
        shop.network.registryHas(new RegistryNetwork(
                PublicAccess.ENABLED,
                true,
                List.of(),
                List.of(new EndpointConnection("pe-registry.1", Optional.of(ENDPOINT), "Approved")),
                List.of(ShopNetwork.DATA)));
        Examined.by(new EgressAddressCheck(), shop).doesNotApply();
    }

    @Test
    void addressesThatCannotBeReadMakeTheVerdictUndetermined() {
        shop.network.registryAllows("52.0.0.0/16");
        shop.unreadable.put(
                "publicAddresses",
                EvidenceUnavailableException.forbidden("public addresses", Permission.READ_NETWORKS));
        assertThat(Examined.by(new EgressAddressCheck(), shop).open().needs()).contains(Permission.READ_NETWORKS);
    }

    @Test
    void aDeletedAddressIsUndetermined() {
        shop.network.registryAllows("52.0.0.0/16");
        shop.network.publicAddresses.clear();
        assertThat(Examined.by(new EgressAddressCheck(), shop).open().detail())
                .isEqualTo("public address egress-1: does not exist, or is not visible");
    }

    // Public access

    @Test
    void aRegistryWithoutPublicAccessAndPrivateEndpointIsConfirmed() {
        shop.network.registryHas(new RegistryNetwork(PublicAccess.DISABLED, false, List.of(), List.of(), List.of()));
        var examined = Examined.by(new PublicAccessCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.PUBLIC_ACCESS_DISABLED);
        assertThat(examined.finding().summary())
                .isEqualTo("Public access to contososhop is disabled, and contososhop has no private endpoint");
        assertThat(examined.facts())
                .containsExactly(
                        "publicNetworkAccess of contososhop is Disabled",
                        "contososhop has no private endpoint connection");
        assertThat(examined.commands()).containsExactly(CREATE_ENDPOINT, ZONE_GROUP);
        assertThat(examined.finding().remedies().get(1).title())
                .as("with which addresses the nodes arrive is not known")
                .startsWith("Or enable public access for the nodes' outbound IP addresses only (no command is shown");
    }

    @Test
    void theVerdictDoesNotNeedTheNodesLocation() {
        shop.network.registryHas(new RegistryNetwork(PublicAccess.DISABLED, false, List.of(), List.of(), List.of()));
        shop.unreadable.put(
                "network", EvidenceUnavailableException.forbidden("virtual network", Permission.READ_NETWORKS));
        assertThat(Examined.by(new PublicAccessCheck(), shop).finding().cause())
                .isEqualTo(Cause.PUBLIC_ACCESS_DISABLED);
    }

    @Test
    void aPrivateEndpointInAnyStateRulesTheCauseOut() {
        shop.network.registryIsPrivate("Pending");
        Examined.by(new PublicAccessCheck(), shop).isRuledOut("contososhop has a private endpoint");
    }

    @Test
    void publicAccessRulesTheCauseOut() {
        Examined.by(new PublicAccessCheck(), shop).isRuledOut("public access to contososhop is enabled");
    }

    @Test
    void aMissingRuleAndADisabledKeyAreBothNamed() {
        shop.network.registryAllows("52.0.0.0/16");
        shop.isEncryptedWith("shop-key", false);
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::cause)
                .containsExactlyInAnyOrder(Cause.EGRESS_IP_NOT_ALLOWED, Cause.CUSTOMER_KEY_UNREACHABLE);
    }

    private void leavesWith(String outboundType, ResourceId... addresses) {
        shop.cluster = Optional.of(ShopEvidence.cluster(
                Optional.empty(),
                List.of(pool("system"), pool("user")),
                new NetworkProfile(outboundType, List.of(addresses), Optional.empty(), Optional.empty())));
    }
}
