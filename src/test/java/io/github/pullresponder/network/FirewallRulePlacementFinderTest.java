package io.github.pullresponder.network;

import static io.github.pullresponder.network.RegistryTraffic.PRIVATE;
import static io.github.pullresponder.network.RegistryTraffic.PUBLIC;
import static io.github.pullresponder.network.RegistryTraffic.fromNode;
import static io.github.pullresponder.network.RegistryTraffic.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.network.FirewallRule.ApplicationRule;
import io.github.pullresponder.network.FirewallRule.NetworkRule;
import io.github.pullresponder.network.FirewallRule.RuleAddresses;
import io.github.pullresponder.network.FirewallRulePlacement.FirewallRuleType;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the position of a rule that allows traffic: the rule must take effect, and Azure must accept it. */
class FirewallRulePlacementFinderTest {
    private static final ResourceId PARENT = id("firewallPolicies/afwp-organization");
    private static final ResourceId OWN = id("firewallPolicies/afwp-hub");
    private static final ResourceId FIREWALL = id("azureFirewalls/afw-hub");
    private static final RuleAddresses ANYWHERE = new RuleAddresses(List.of("*"), List.of());
    private static final FirewallRule NETWORK =
            new NetworkRule("n", List.of("TCP"), ANYWHERE, ANYWHERE, List.of(), List.of("443"));
    private static final FirewallRule NAMES =
            new ApplicationRule("a", List.of("Https:443"), ANYWHERE, List.of("*"), false, false);

    @Test
    void withoutADenyingRuleThePlaceIsInTheFirewallsOwnPolicy() {
        var opening = opening(PUBLIC, group(PARENT, "base", 100), group(OWN, "own", 150))
                .orElseThrow();
        assertThat(opening.owner()).isEqualTo(OWN);
        assertThat(opening.kind()).isEqualTo(FirewallRuleType.APPLICATION);
        assertThat(opening.groupPriority()).as("150 is taken").isEqualTo(151);
        assertThat(opening.existingGroup()).isEmpty();
    }

    @Test
    void forAPrivateEndpointThePlaceIsForANetworkRule() {
        assertThat(opening(PRIVATE).orElseThrow().kind()).isEqualTo(FirewallRuleType.NETWORK);
        assertThat(opening(PRIVATE, group(OWN, "own", 200, deny(100, NAMES)))
                        .orElseThrow()
                        .kind())
                .as("network rules come before application rules")
                .isEqualTo(FirewallRuleType.NETWORK);
    }

    /** Source: "Azure Firewall rule processing logic": rules of a parent come first, network rules before application rules. */
    @Test
    void aParentsNetworkRuleIsOverriddenInTheParent() {
        var opening = opening(PUBLIC, group(PARENT, "base", 300, deny(100, NETWORK)), group(OWN, "own", 100))
                .orElseThrow();
        assertThat(opening.owner()).isEqualTo(PARENT);
        assertThat(opening.kind()).isEqualTo(FirewallRuleType.NETWORK);
        assertThat(opening.groupPriority()).isEqualTo(290);
    }

    @Test
    void anApplicationRuleIsOverriddenByAnEarlierOne() {
        var opening = opening(PUBLIC, group(OWN, "own", 300, deny(100, NAMES))).orElseThrow();
        assertThat(opening.kind()).isEqualTo(FirewallRuleType.APPLICATION);
        assertThat(opening.groupPriority()).isEqualTo(290);
    }

    @Test
    void takenPrioritiesAndNamesAreSkipped() {
        var opening = opening(
                        PUBLIC,
                        group(OWN, "allow-registry", 290),
                        group(OWN, "Allow-Registry-2", 289),
                        group(OWN, "own", 300, deny(100, NETWORK)))
                .orElseThrow();
        assertThat(opening.groupPriority()).isEqualTo(288);
        assertThat(opening.groupName()).isEqualTo("allow-registry-3");
    }

    @Test
    void beforeTheFirstGroupThePlaceIsInsideTheGroup() {
        var opening = opening(PUBLIC, group(OWN, "own", 100, allow(150, NAMES), deny(200, NETWORK)))
                .orElseThrow();
        assertThat(opening.existingGroup()).map(RuleCollectionGroup::name).contains("own");
        assertThat(opening.collectionPriority()).isEqualTo(190);
    }

    @Test
    void withoutAFreePriorityThereIsNoPlace() {
        assertThat(opening(PUBLIC, group(OWN, "own", 100, deny(100, NETWORK)))).isEmpty();
    }

    @Test
    void aClassicFirewallHasCollectionsOnly() {
        var group = new RuleCollectionGroup(FIREWALL, "", 0, List.of(deny(200, NETWORK)), Set.of(190));
        var opening = new FirewallRules(List.of(group), Map.of())
                .openingFor(fromNode(PUBLIC), FIREWALL)
                .orElseThrow();
        assertThat(opening.collectionPriority()).as("190 is taken").isEqualTo(189);
        assertThat(opening.kind()).isEqualTo(FirewallRuleType.NETWORK);
    }

    private static Optional<FirewallRulePlacement> opening(
            TrafficDestination destination, RuleCollectionGroup... groups) {
        return new FirewallRules(List.of(groups), Map.of()).openingFor(fromNode(destination), OWN);
    }

    private static RuleCollectionGroup group(
            ResourceId owner, String name, int priority, RuleCollection... collections) {
        return new RuleCollectionGroup(
                owner, name, priority, Stream.of(collections).toList(), Set.of());
    }

    private static RuleCollection allow(int priority, FirewallRule rule) {
        return new RuleCollection("allow-" + priority, priority, true, List.of(rule));
    }

    private static RuleCollection deny(int priority, FirewallRule rule) {
        return new RuleCollection("deny-" + priority, priority, false, List.of(rule));
    }
}
