package io.github.pullresponder.network;

import static io.github.pullresponder.network.HopResult.PASSES;
import static io.github.pullresponder.network.HopResult.STOPS;
import static io.github.pullresponder.network.HopResult.UNKNOWN;
import static io.github.pullresponder.network.RegistryTraffic.FRANKFURT;
import static io.github.pullresponder.network.RegistryTraffic.NODE_SUBNET;
import static io.github.pullresponder.network.RegistryTraffic.PRIVATE;
import static io.github.pullresponder.network.RegistryTraffic.PUBLIC;
import static io.github.pullresponder.network.RegistryTraffic.REPLICATED;
import static io.github.pullresponder.network.RegistryTraffic.STORAGE;
import static io.github.pullresponder.network.RegistryTraffic.TWO_REGIONS;
import static io.github.pullresponder.network.RegistryTraffic.fromNode;
import static io.github.pullresponder.network.RegistryTraffic.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SecurityGroupTest {
    @Test
    void theDefaultRulesAllowTheNetworkAndTheInternet() {
        assertThat(group().outbound(fromNode(PRIVATE)))
                .isEqualTo(new RuleDecision(PASSES, "AllowVnetOutBound (priority 65000)"));
        assertThat(group().outbound(fromNode(PUBLIC)))
                .isEqualTo(new RuleDecision(PASSES, "AllowInternetOutBound (priority 65001)"));
        assertThat(group().inbound(fromNode(PRIVATE)))
                .isEqualTo(new RuleDecision(PASSES, "AllowVnetInBound (priority 65000)"));
    }

    @Test
    void theLowestPriorityNumberDecides() {
        assertThat(group(deny(200, "*"), allow(100, "10.0.1.0/24")).outbound(fromNode(PRIVATE)))
                .isEqualTo(new RuleDecision(PASSES, "allow-100 (priority 100)"));
        assertThat(group(allow(200, "*"), deny(100, "10.0.1.0/24")).outbound(fromNode(PRIVATE)))
                .isEqualTo(new RuleDecision(STOPS, "deny-100 (priority 100)"));
    }

    @Test
    void rulesOfTheOtherDirectionAreIgnored() {
        var inbound = new SecurityRule(
                "deny", 100, true, false, "*", List.of("*"), List.of("*"), List.of("*"), List.of("*"), false);
        assertThat(group(inbound).outbound(fromNode(PRIVATE)).result()).isEqualTo(PASSES);
        assertThat(group(inbound).inbound(fromNode(PRIVATE)).result()).isEqualTo(STOPS);
    }

    static Stream<Arguments> destinations() {
        return Stream.of(
                arguments("*", PRIVATE, STOPS),
                arguments("Any", PRIVATE, STOPS),
                arguments("0.0.0.0/0", PRIVATE, STOPS),
                arguments("10.0.1.5", PRIVATE, STOPS),
                arguments("10.0.1.0/24", PRIVATE, STOPS),
                arguments("10.0.1.6", PRIVATE, PASSES),
                arguments("VirtualNetwork", PRIVATE, STOPS),
                arguments("virtualnetwork", PRIVATE, STOPS),
                arguments("Internet", PRIVATE, PASSES),
                arguments("AzureContainerRegistry", PRIVATE, PASSES),
                arguments("*", PUBLIC, STOPS),
                arguments("0.0.0.0/0", PUBLIC, STOPS),
                arguments("VirtualNetwork", PUBLIC, PASSES),
                arguments("Internet", PUBLIC, STOPS),
                arguments("AzureContainerRegistry", PUBLIC, STOPS),
                arguments("azurecontainerregistry.westeurope", PUBLIC, STOPS),
                arguments("AzureContainerRegistry.West Europe", PUBLIC, STOPS),
                arguments("AzureContainerRegistry.NorthEurope", PUBLIC, PASSES),
                arguments("AzureCloud", PUBLIC, STOPS),
                arguments("AzureCloud.WestEurope", PUBLIC, STOPS),
                arguments("AzureCloud.NorthEurope", PUBLIC, PASSES),
                arguments("AzureCloud.germanywc", PUBLIC, PASSES),
                arguments("AzureCloud.germanywc", FRANKFURT, STOPS),
                arguments("AzureContainerRegistry.GermanyWestCentral", FRANKFURT, STOPS),
                arguments("AzureCloud.germanyn", FRANKFURT, PASSES),
                arguments("AzureLoadBalancer", PUBLIC, PASSES),
                arguments("AzureActiveDirectory", PUBLIC, PASSES),
                arguments("MicrosoftContainerRegistry", PUBLIC, PASSES),
                arguments("AzureFrontDoor.FirstParty", PUBLIC, PASSES),
                arguments("AzureCloud", PRIVATE, PASSES),
                arguments("AzureCloud.westeurope", PRIVATE, PASSES),
                arguments("Storage", PUBLIC, PASSES),
                arguments("10.0.0.0/8", PUBLIC, PASSES),
                // The registry's public addresses are not known: whether they lie in such a block is not either.
                arguments("20.0.0.0/8", PUBLIC, UNKNOWN),
                arguments("Storage", STORAGE, STOPS),
                arguments("Storage.WestEurope", STORAGE, STOPS),
                arguments("AzureContainerRegistry", STORAGE, PASSES),
                // A replica may answer instead, and from another region.
                arguments("AzureContainerRegistry.WestEurope", REPLICATED, UNKNOWN),
                arguments("AzureContainerRegistry.NorthEurope", REPLICATED, UNKNOWN),
                arguments("AzureContainerRegistry", REPLICATED, STOPS));
    }

    @ParameterizedTest(name = "deny {0}: traffic to {1} {2}")
    @MethodSource("destinations")
    void addressesAndTagsAreMatched(String denied, TrafficDestination destination, HopResult result) {
        assertThat(group(deny(100, denied)).outbound(fromNode(destination)).result())
                .isEqualTo(result);
    }

    @ParameterizedTest(name = "AzureCloud.{0} is {1}")
    @CsvSource({
        "centralfrance, francecentral",
        "southfrance, francesouth",
        "germanywc, germanywestcentral",
        "germanyn, germanynorth",
        "norwaye, norwayeast",
        "norwayw, norwaywest",
        "switzerlandn, switzerlandnorth",
        "switzerlandw, switzerlandwest",
        "brazilse, brazilsoutheast",
        "chilec, chilecentral",
        "SwedenCentral, swedencentral",
        "North Europe, northeurope",
    })
    void someTagsUseOtherRegionNames(String written, String region) {
        assertThat(ServiceTag.of("AzureCloud." + written).isOf(region)).isTrue();
        assertThat(ServiceTag.of("AzureCloud." + written).isOf("westeurope")).isFalse();
    }

    @Test
    void trafficToTwoRegionsMustPassForBoth() {
        var oneAllowed = group(allow(100, "AzureContainerRegistry.WestEurope"), deny(200, "Internet"));
        assertThat(oneAllowed.outbound(fromNode(TWO_REGIONS)))
                .isEqualTo(new RuleDecision(UNKNOWN, "deny-200 (priority 200)"));
        var bothAllowed = group(
                allow(100, "AzureContainerRegistry.WestEurope"),
                allow(110, "AzureContainerRegistry.NorthEurope"),
                deny(200, "Internet"));
        assertThat(bothAllowed.outbound(fromNode(TWO_REGIONS)).result()).isEqualTo(PASSES);
        assertThat(group(deny(100, "AzureCloud.westeurope"), deny(110, "AzureCloud.northeurope"))
                        .outbound(fromNode(TWO_REGIONS))
                        .result())
                .isEqualTo(STOPS);
    }

    /** The tag for the network contains the prefixes of its user-defined routes, and perhaps a default route. */
    @ParameterizedTest(name = "route {0}: {1}")
    @CsvSource({
        "10.9.0.0/16, STOPS",
        "0.0.0.0/0, UNKNOWN",
        "20.0.0.0/8, UNKNOWN",
        "AzureContainerRegistry, UNKNOWN",
        "Storage, STOPS",
    })
    void theVirtualNetworkTagContainsUserDefinedRoutes(String route, HopResult result) {
        var group = group(allow(100, "VirtualNetwork"), deny(200, "Internet"));
        assertThat(group.outbound(new Traffic(RegistryTraffic.NODE, PUBLIC, List.of(route)))
                        .result())
                .isEqualTo(result);
        assertThat(group.outbound(new Traffic(RegistryTraffic.NODE, PRIVATE, List.of(route)))
                        .result())
                .isEqualTo(PASSES);
    }

    /** Dual-stack networks have rules for both, and a registry's endpoints have IPv4 addresses by default. */
    @Test
    void rulesForIpv6SayNothingOfARegistry() {
        assertThat(group(deny(100, "::/0")).outbound(fromNode(PUBLIC)).result()).isEqualTo(PASSES);
        assertThat(group(deny(100, "::/0")).outbound(fromNode(PRIVATE)).result())
                .isEqualTo(PASSES);
    }

    @ParameterizedTest(name = "{0} to ports {1}: {2}")
    @CsvSource({
        "Tcp, 443, STOPS",
        "tcp, 443, STOPS",
        "*, *, STOPS",
        "Tcp, 400-500, STOPS",
        "Tcp, 0-65535, STOPS",
        "Tcp, 443-443, STOPS",
        "Tcp, 80;443, STOPS",
        "Tcp, 80, PASSES",
        "Tcp, 444-500, PASSES",
        "Tcp, 80;8443, PASSES",
        "Tcp, https, PASSES",
        "Udp, 443, PASSES",
        "Icmp, *, PASSES",
    })
    void onlyRulesForTcpPort443Count(String protocol, String ports, HopResult result) {
        var rule = new SecurityRule(
                "deny",
                100,
                false,
                false,
                protocol,
                List.of("*"),
                List.of("*"),
                List.of("*"),
                List.of(ports.split(";")),
                false);
        assertThat(new SecurityGroup(id("networkSecurityGroups/nsg"), List.of(rule))
                        .outbound(fromNode(PRIVATE))
                        .result())
                .isEqualTo(result);
    }

    @Test
    void oneOfSeveralPrefixesIsEnough() {
        var rule = new SecurityRule(
                "deny",
                100,
                false,
                false,
                "*",
                List.of("10.9.0.0/16", "10.1.0.0/16"),
                List.of("*"),
                List.of("10.9.0.0/16", "10.0.1.0/24"),
                List.of("443"),
                false);
        assertThat(group(rule).outbound(fromNode(PRIVATE)).result()).isEqualTo(STOPS);
    }

    static Stream<Arguments> sources() {
        var node = RegistryTraffic.NODE;
        return Stream.of(
                arguments("*", node, STOPS),
                arguments("VirtualNetwork", node, STOPS),
                arguments("10.1.0.4", node, STOPS),
                arguments("10.1.0.0/22", node, STOPS),
                arguments("10.1.0.5", node, PASSES),
                arguments("Internet", node, PASSES),
                arguments("AzureLoadBalancer", node, PASSES),
                // Where only the subnet is known, the node may be in a part of it or not.
                arguments("10.1.0.0/22", NODE_SUBNET, STOPS),
                arguments("10.1.0.0/16", NODE_SUBNET, STOPS),
                arguments("10.1.0.0/24", NODE_SUBNET, UNKNOWN),
                arguments("10.1.4.0/24", NODE_SUBNET, PASSES));
    }

    @ParameterizedTest(name = "deny from {0}: traffic from {1} {2}")
    @MethodSource("sources")
    void aSourceMustContainTheNode(String denied, AddressRange source, HopResult result) {
        var rule = new SecurityRule(
                "deny", 100, false, false, "*", List.of(denied), List.of("*"), List.of("*"), List.of("*"), false);
        assertThat(group(rule).outbound(new Traffic(source, PRIVATE)).result()).isEqualTo(result);
    }

    @Test
    void anApplicationSecurityGroupMakesTheDecisionUnknown() {
        assertThat(group(byApplicationGroup(false)).outbound(fromNode(PRIVATE)))
                .isEqualTo(new RuleDecision(UNKNOWN, "by-group (priority 100)"));
    }

    @Test
    void anUnknownRuleDoesNotMatterIfTheDecidingRuleAgrees() {
        assertThat(group(byApplicationGroup(true)).outbound(fromNode(PRIVATE)))
                .isEqualTo(new RuleDecision(PASSES, "AllowVnetOutBound (priority 65000)"));
        assertThat(group(byApplicationGroup(false), deny(200, "*")).outbound(fromNode(PRIVATE)))
                .isEqualTo(new RuleDecision(STOPS, "deny-200 (priority 200)"));
    }

    @Test
    void aRuleForSomeSourcePortsMayMatch() {
        var rule = new SecurityRule(
                "deny", 100, false, false, "*", List.of("*"), List.of("1024-2048"), List.of("*"), List.of("*"), false);
        assertThat(group(rule).outbound(fromNode(PRIVATE)).result()).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest(name = "before {0}, with {1} taken: {2}")
    @CsvSource({
        "300, 200, 290",
        "300, 290, 289",
        "105, 110, 100",
        "4096, 100, 4086",
    })
    void aFreePriorityIsBeforeTheRule(int before, int taken, int free) {
        var group = group(deny(before, "*"), allow(taken, "10.9.0.0/16"));
        assertThat(group.freePrioritiesBefore(List.of("deny-%d (priority %d)".formatted(before, before)), 1))
                .contains(free);
    }

    @Test
    void theFreePriorityIsBeforeTheFirstOfSeveralRules() {
        assertThat(group(deny(300, "*"), deny(200, "10.0.1.4"))
                        .freePrioritiesBefore(List.of("deny-300 (priority 300)", "deny-200 (priority 200)"), 1))
                .contains(190);
    }

    @Test
    void beforeADefaultRuleTheLastCustomPriorityIsFree() {
        assertThat(group().freePrioritiesBefore(List.of("DenyAllOutBound (priority 65500)"), 1))
                .contains(4087);
    }

    @Test
    void withoutAFreeNumberThereIsNoPriority() {
        assertThat(group(deny(100, "*")).freePrioritiesBefore(List.of("deny-100 (priority 100)"), 1))
                .isEmpty();
        assertThat(group(deny(101, "*"), allow(100, "10.9.0.0/16"))
                        .freePrioritiesBefore(List.of("deny-101 (priority 101)"), 1))
                .isEmpty();
        assertThat(group(deny(101, "*")).freePrioritiesBefore(List.of("deny-101 (priority 101)"), 1))
                .contains(100);
    }

    @Test
    void aTakenNameGetsANumber() {
        assertThat(group(deny(300, "*")).freeNames("allow-registry", 2))
                .containsExactly("allow-registry", "allow-registry-2");
        assertThat(group(deny(300, "*")).freeNames("Deny-300", 1)).containsExactly("Deny-300-2");
    }

    private static SecurityGroup group(SecurityRule... rules) {
        return new SecurityGroup(id("networkSecurityGroups/nsg-nodes"), List.of(rules));
    }

    private static SecurityRule rule(int priority, boolean allows, String destination) {
        return new SecurityRule(
                (allows ? "allow-" : "deny-") + priority,
                priority,
                false,
                allows,
                "Tcp",
                List.of("*"),
                List.of("*"),
                List.of(destination),
                List.of("443"),
                false);
    }

    private static SecurityRule allow(int priority, String destination) {
        return rule(priority, true, destination);
    }

    private static SecurityRule deny(int priority, String destination) {
        return rule(priority, false, destination);
    }

    private static SecurityRule byApplicationGroup(boolean allows) {
        return new SecurityRule(
                "by-group", 100, false, allows, "*", List.of(), List.of("*"), List.of("*"), List.of("*"), true);
    }
}
