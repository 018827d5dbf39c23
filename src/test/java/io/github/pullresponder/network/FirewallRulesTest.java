package io.github.pullresponder.network;

import static io.github.pullresponder.network.HopResult.PASSES;
import static io.github.pullresponder.network.HopResult.STOPS;
import static io.github.pullresponder.network.HopResult.UNKNOWN;
import static io.github.pullresponder.network.RegistryTraffic.PRIVATE;
import static io.github.pullresponder.network.RegistryTraffic.PUBLIC;
import static io.github.pullresponder.network.RegistryTraffic.REPLICATED;
import static io.github.pullresponder.network.RegistryTraffic.STORAGE;
import static io.github.pullresponder.network.RegistryTraffic.fromNode;
import static io.github.pullresponder.network.RegistryTraffic.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.pullresponder.network.FirewallRule.ApplicationRule;
import io.github.pullresponder.network.FirewallRule.NetworkRule;
import io.github.pullresponder.network.FirewallRule.RuleAddresses;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallRulesTest {
    private static final RuleAddresses NODES = places("10.1.0.0/22");
    private static final ResourceId POLICY = id("firewallPolicies/afwp-hub");
    private static final ResourceId GROUP = id("ipGroups/ipg-endpoints");

    @Test
    void trafficThatNoRuleMatchesIsDenied() {
        assertThat(judged(PRIVATE)).isEqualTo(new RuleDecision(STOPS, "no rule allows it"));
        assertThat(judged(PRIVATE, allow(addressed("10.9.0.0/16"))))
                .isEqualTo(new RuleDecision(STOPS, "no rule allows it"));
    }

    @Test
    void theDecidingRuleIsNamedWithItsCollectionAndGroup() {
        assertThat(judged(PRIVATE, allow(addressed("10.0.1.0/24"))))
                .isEqualTo(new RuleDecision(PASSES, "to-10.0.1.0/24 in allowed of group of policy afwp-hub"));
    }

    @Test
    void collectionsAreEvaluatedInOrder() {
        assertThat(judged(PRIVATE, deny(addressed("*")), allow(addressed("10.0.1.5")))
                        .result())
                .isEqualTo(STOPS);
        assertThat(judged(PRIVATE, allow(addressed("10.0.1.5")), deny(addressed("*")))
                        .result())
                .isEqualTo(PASSES);
    }

    @Test
    void networkRulesAreEvaluatedBeforeApplicationRules() {
        assertThat(judged(PUBLIC, allow(named("*.azurecr.io")), deny(addressed("AzureContainerRegistry")))
                        .result())
                .isEqualTo(STOPS);
        assertThat(judged(PUBLIC, deny(named("*.azurecr.io")), allow(addressed("AzureContainerRegistry")))
                        .result())
                .isEqualTo(PASSES);
    }

    /** The network rules of a policy are evaluated even before the application rules of its parent. */
    @Test
    void parentRulesAreEvaluatedFirstWithinTheirKind() {
        var parentNetwork = deny(addressed("10.0.1.0/24"));
        var parentApplication = deny(named("*.azurecr.io"));
        assertThat(judged(PRIVATE, parentNetwork, allow(addressed("10.0.1.5"))).result())
                .isEqualTo(STOPS);
        assertThat(judged(PUBLIC, parentApplication, allow(named("contososhop.azurecr.io")))
                        .result())
                .isEqualTo(STOPS);
        assertThat(judged(PUBLIC, parentApplication, allow(addressed("AzureContainerRegistry")))
                        .result())
                .isEqualTo(PASSES);
    }

    static Stream<Arguments> addresses() {
        return Stream.of(
                arguments("10.0.1.5", PRIVATE, PASSES),
                arguments("10.0.1.4-10.0.1.9", PRIVATE, PASSES),
                arguments("*", PRIVATE, PASSES),
                arguments("10.0.1.6", PRIVATE, STOPS),
                arguments("AzureContainerRegistry", PRIVATE, STOPS),
                arguments("AzureContainerRegistry", PUBLIC, PASSES),
                arguments("AzureContainerRegistry.WestEurope", PUBLIC, PASSES),
                arguments("AzureContainerRegistry.NorthEurope", PUBLIC, STOPS),
                arguments("AzureContainerRegistry.WestEurope", REPLICATED, UNKNOWN),
                arguments("AzureCloud", PUBLIC, PASSES),
                arguments("Storage", PUBLIC, STOPS),
                arguments("Storage.WestEurope", STORAGE, PASSES),
                arguments("20.0.0.0/8", PUBLIC, UNKNOWN));
    }

    @ParameterizedTest(name = "allow {0}: traffic to {1} {2}")
    @MethodSource("addresses")
    void networkRulesMatchAddressesAndServiceTags(String allowed, TrafficDestination destination, HopResult result) {
        assertThat(judged(destination, allow(addressed(allowed))).result()).isEqualTo(result);
    }

    static Stream<Arguments> names() {
        return Stream.of(
                arguments("contososhop.azurecr.io", PUBLIC, PASSES),
                arguments("ContosoShop.azurecr.io", PUBLIC, PASSES),
                arguments("*.azurecr.io", PUBLIC, PASSES),
                arguments("*azurecr.io", PUBLIC, PASSES),
                arguments("*", PUBLIC, PASSES),
                arguments("*.azurecr.io", PRIVATE, PASSES),
                arguments("azurecr.io", PUBLIC, STOPS),
                arguments("*.contososhop.azurecr.io", PUBLIC, STOPS),
                arguments("*.data.azurecr.io", PUBLIC, STOPS),
                arguments("mcr.microsoft.com", PUBLIC, STOPS),
                arguments("*.blob.core.windows.net", STORAGE, PASSES),
                arguments("*.windows.net", STORAGE, PASSES),
                arguments("*.azurecr.io", STORAGE, STOPS),
                // The layers may be at that very account, or at another.
                arguments("weurcrprod123.blob.core.windows.net", STORAGE, UNKNOWN),
                arguments("weurcrprod123.file.core.windows.net", STORAGE, STOPS));
    }

    @ParameterizedTest(name = "allow {0}: traffic to {1} {2}")
    @MethodSource("names")
    void applicationRulesMatchHostNames(String allowed, TrafficDestination destination, HopResult result) {
        assertThat(judged(destination, allow(named(allowed))).result()).isEqualTo(result);
    }

    @Test
    void networkRulesCanMatchHostNames() {
        assertThat(judged(PUBLIC, allow(network("TCP", "443", places(), "contososhop.azurecr.io")))
                        .result())
                .isEqualTo(PASSES);
        assertThat(judged(PUBLIC, allow(network("TCP", "443", places(), "fabrikam.azurecr.io")))
                        .result())
                .isEqualTo(STOPS);
    }

    @ParameterizedTest(name = "{0} to port {1}: {2}")
    @CsvSource({
        "TCP, 443, PASSES",
        "Any, *, PASSES",
        "TCP, 80-500, PASSES",
        "UDP, 443, STOPS",
        "TCP, 80, STOPS",
    })
    void networkRulesMustBeForTcpPort443(String protocol, String ports, HopResult result) {
        assertThat(judged(PRIVATE, allow(network(protocol, ports, places("*")))).result())
                .isEqualTo(result);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"Https:443, PASSES", "https:443, PASSES", "Http:80, STOPS", "Https:8443, STOPS", "Mssql:1433, STOPS"})
    void applicationRulesMatchHttpsOnly(String protocol, HopResult result) {
        var rule = new ApplicationRule("names", List.of(protocol), NODES, List.of("*.azurecr.io"), false, false);
        assertThat(judged(PUBLIC, allow(rule)).result()).isEqualTo(result);
    }

    @ParameterizedTest(name = "from {0}: {1}")
    @CsvSource({
        "10.1.0.0/22, PASSES",
        "*, PASSES",
        "10.1.0.4, PASSES",
        "10.9.0.0/16, STOPS",
    })
    void bothKindsOfRulesMustMatchTheNodesAddress(String source, HopResult result) {
        var application =
                new ApplicationRule("names", List.of("Https:443"), places(source), List.of("*"), false, false);
        var network =
                new NetworkRule("addresses", List.of("TCP"), places(source), places("*"), List.of(), List.of("443"));
        assertThat(judged(PUBLIC, allow(application)).result()).isEqualTo(result);
        assertThat(judged(PUBLIC, allow(network)).result()).isEqualTo(result);
    }

    @Test
    void anIpGroupMatchesItsAddresses() {
        var rules = List.of(group(List.of(allow(network("TCP", "443", new RuleAddresses(List.of(), List.of(GROUP)))))));
        assertThat(new FirewallRules(rules, holding("10.0.1.0/24"))
                        .judge(fromNode(PRIVATE))
                        .result())
                .isEqualTo(PASSES);
        assertThat(new FirewallRules(rules, holding("10.0.2.0/24"))
                        .judge(fromNode(PRIVATE))
                        .result())
                .isEqualTo(STOPS);
    }

    @Test
    void anUnreadIpGroupMakesTheDecisionUnknownUnlessTheNextRuleAgrees() {
        var byGroup = network("TCP", "443", new RuleAddresses(List.of(), List.of(GROUP)));
        assertThat(judged(PRIVATE, allow(byGroup)).result()).isEqualTo(UNKNOWN);
        assertThat(judged(PRIVATE, allow(byGroup), allow(addressed("10.0.1.5"))).result())
                .isEqualTo(PASSES);
        assertThat(judged(PRIVATE, deny(byGroup)).result()).isEqualTo(STOPS);
    }

    @ParameterizedTest(name = "as the {0}")
    @ValueSource(strings = {"source", "destination"})
    void anUnreadIpGroupThatDecidesIsReported(String side) {
        var forbidden = EvidenceUnavailableException.forbidden("IP group ipg-endpoints", Permission.READ_NETWORKS);
        var byGroup = new RuleAddresses(List.of(), List.of(GROUP));
        var asSource = side.equals("source");
        var rule = new NetworkRule(
                "by-group",
                List.of("TCP"),
                asSource ? byGroup : NODES,
                asSource ? places("10.0.1.0/24") : byGroup,
                List.of(),
                List.of("443"));
        assertThat(withUnreadGroup(forbidden, allow(rule)).unread()).contains(forbidden);
        assertThat(withUnreadGroup(forbidden, allow(addressed("10.0.1.5")), allow(rule)))
                .as("an earlier rule decides")
                .isEqualTo(new RuleDecision(PASSES, "to-10.0.1.5 in allowed of group of policy afwp-hub"));
        assertThat(withUnreadGroup(forbidden, allow(rule), allow(addressed("10.0.1.5")))
                        .unread())
                .as("a later rule says the same")
                .isEmpty();
    }

    @Test
    void anUnreadIpGroupOfAnUnrelatedRuleIsNotReported() {
        var forbidden = EvidenceUnavailableException.forbidden("IP group ipg-endpoints", Permission.READ_NETWORKS);
        var elsewhere = new NetworkRule(
                "elsewhere",
                List.of("TCP"),
                new RuleAddresses(List.of(), List.of(GROUP)),
                places("10.9.0.0/16"),
                List.of(),
                List.of("443"));
        assertThat(withUnreadGroup(forbidden, allow(elsewhere)))
                .isEqualTo(new RuleDecision(STOPS, "no rule allows it"));
    }

    /** A network rule that may allow the traffic is evaluated before the application rule that inspects it. */
    @Test
    void anUnreadIpGroupMakesTlsInterceptionPossible() {
        var forbidden = EvidenceUnavailableException.forbidden("IP group ipg-endpoints", Permission.READ_NETWORKS);
        var inspecting =
                new ApplicationRule("inspected", List.of("Https:443"), NODES, List.of("*.azurecr.io"), false, true);
        var byGroup = new NetworkRule(
                "by-group",
                List.of("TCP"),
                new RuleAddresses(List.of(), List.of(GROUP)),
                places("AzureContainerRegistry"),
                List.of(),
                List.of("443"));
        var rules = new FirewallRules(
                List.of(group(List.of(allow(byGroup), allow(inspecting)))),
                Map.of(GROUP, ReadResult.unread(forbidden)));
        assertThat(rules.intercept(fromNode(PUBLIC))).isFalse();
        assertThat(rules.mayIntercept(fromNode(PUBLIC))).isTrue();
        assertThat(rules.unreadForInspection(fromNode(PUBLIC))).contains(forbidden);
    }

    /** A web category does not show whether it contains the requested host. */
    @Test
    void aRuleWithWebCategoriesIsUnknownUnlessItNamesTheHost() {
        var vague = new ApplicationRule("category", List.of("Https:443"), NODES, List.of(), true, false);
        var naming = new ApplicationRule("both", List.of("Https:443"), NODES, List.of("*.azurecr.io"), true, false);
        assertThat(judged(PUBLIC, allow(vague)).result()).isEqualTo(UNKNOWN);
        assertThat(judged(PUBLIC, allow(naming)).result()).isEqualTo(PASSES);
    }

    @Test
    void theAllowingApplicationRuleInterceptsTls() {
        var inspecting =
                new ApplicationRule("inspected", List.of("Https:443"), NODES, List.of("*.azurecr.io"), false, true);
        assertThat(rules(allow(inspecting)).intercept(fromNode(PUBLIC))).isTrue();
        assertThat(rules(allow(named("*.azurecr.io"))).intercept(fromNode(PUBLIC)))
                .as("it ends no connection")
                .isFalse();
        assertThat(rules(allow(inspecting), allow(addressed("AzureContainerRegistry")))
                        .intercept(fromNode(PUBLIC)))
                .as("a network rule lets it through before")
                .isFalse();
    }

    private static RuleDecision withUnreadGroup(EvidenceUnavailableException why, RuleCollection... collections) {
        return new FirewallRules(List.of(group(List.of(collections))), Map.of(GROUP, ReadResult.<IpGroup>unread(why)))
                .judge(fromNode(PRIVATE));
    }

    private static Map<ResourceId, ReadResult<IpGroup>> holding(String addresses) {
        return Map.of(GROUP, ReadResult.of(new IpGroup(GROUP, List.of(addresses))));
    }

    private static RuleDecision judged(TrafficDestination destination, RuleCollection... collections) {
        return rules(collections).judge(fromNode(destination));
    }

    private static FirewallRules rules(RuleCollection... collections) {
        return new FirewallRules(List.of(group(List.of(collections))), Map.of());
    }

    private static RuleCollectionGroup group(List<RuleCollection> collections) {
        return new RuleCollectionGroup(POLICY, "group", 200, collections, Set.of());
    }

    private static RuleCollection allow(FirewallRule rule) {
        return new RuleCollection("allowed", 100, true, List.of(rule));
    }

    private static RuleCollection deny(FirewallRule rule) {
        return new RuleCollection("denied", 100, false, List.of(rule));
    }

    private static NetworkRule addressed(String destination) {
        return network("TCP", "443", places(destination));
    }

    private static NetworkRule network(String protocol, String ports, RuleAddresses destinations, String... hosts) {
        var name = destinations.addresses().isEmpty()
                ? "by-name"
                : "to-" + destinations.addresses().get(0);
        return new NetworkRule(name, List.of(protocol), NODES, destinations, List.of(hosts), List.of(ports));
    }

    private static ApplicationRule named(String host) {
        return new ApplicationRule("to-" + host, List.of("Https:443"), NODES, List.of(host), false, false);
    }

    private static RuleAddresses places(String... addresses) {
        return new RuleAddresses(List.of(addresses), List.of());
    }
}
