package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.ShopNetwork.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.network.SecurityAdminRule;
import io.github.pullresponder.network.SecurityAdminRule.AdminRuleAccess;
import io.github.pullresponder.network.SecurityRule;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests admin rules of network managers, which are evaluated before the network security groups. */
class SecurityAdminRuleTest {
    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void theRegistryIsPrivateAndTheNodeTimesOut() {
        shop.network.registryIsPrivate("Approved");
        shop.network.timesOut();
    }

    @Test
    void aDenyIsConfirmedRegardlessOfSecurityGroups() {
        admin(AdminRuleAccess.DENY, rule("deny-hub", 10, false, "10.0.0.0/16"));
        var examined = examined();
        assertThat(examined.finding().cause()).isEqualTo(Cause.NSG_BLOCKS_REGISTRY);
        assertThat(examined.finding().summary())
                .isEqualTo(
                        "Admin rule deny-hub (priority 10) of network manager nm-hub denies the traffic to contososhop");
        assertThat(examined.finding().remedies())
                .extracting(Remedy::title)
                .containsExactly(
                        "Ask the owners of network manager nm-hub to allow 10.0.1.5 and 10.0.1.4 before that rule,"
                                + " or to exclude vnet-shop from its network group");
        assertThat(examined.commands()).isEmpty();
    }

    @Test
    void aLowerPriorityNumberDecides() {
        admin(AdminRuleAccess.DENY, rule("deny-hub", 20, false, "10.0.0.0/16"));
        admin(AdminRuleAccess.ALLOW, rule("allow-hub", 10, true, "10.0.0.0/16"));
        examined().isRuledOut("the network security groups allow contososhop.azurecr.io");
    }

    @Test
    void alwaysAllowOverridesADenyingGroupOfTheNodes() {
        shop.network.nodeRules.add(rule("deny-all", 200, false, "*"));
        admin(AdminRuleAccess.ALWAYS_ALLOW, rule("let-out", 10, true, "*"));
        examined().isRuledOut("the network security groups allow contososhop.azurecr.io");
    }

    @Test
    void alwaysAllowDoesNotOverrideTheEndpointsGroup() {
        shop.network.endpointPolicies = "Enabled";
        shop.network.endpointRules.add(new SecurityRule(
                "deny-in", 200, true, false, "*", List.of("*"), List.of("*"), List.of("*"), List.of("*"), false));
        admin(AdminRuleAccess.ALWAYS_ALLOW, rule("let-out", 10, true, "*"));
        assertThat(examined().finding().summary()).contains("ule deny-in");
    }

    @Test
    void allowDoesNotOverrideADenyingGroup() {
        shop.network.nodeRules.add(rule("deny-all", 200, false, "*"));
        admin(AdminRuleAccess.ALLOW, rule("let-out", 10, true, "*"));
        assertThat(examined().finding().summary()).contains("ule deny-all");
    }

    @Test
    void conflictingRulesOfTwoManagersAreUndetermined() {
        admin(AdminRuleAccess.DENY, rule("deny-hub", 10, false, "10.0.0.0/16"));
        shop.network.adminRules.add(new SecurityAdminRule(
                AdminRuleAccess.ALWAYS_ALLOW, manager("rg-root"), rule("let-out", 20, true, "*")));
        assertThat(examined().open().detail()).contains("whether admin rule deny-hub");
    }

    @Test
    void aRuleForNetworkGroupsMakesTheVerdictUndetermined() {
        admin(
                AdminRuleAccess.DENY,
                new SecurityRule(
                        "deny-group",
                        10,
                        false,
                        false,
                        "*",
                        List.of("*"),
                        List.of("*"),
                        List.of(),
                        List.of("*"),
                        true));
        assertThat(examined().open().detail()).contains("whether admin rule deny-group");
    }

    @Test
    void withoutTheRightAGroupThatDeniesIsOnlyLikely() {
        shop.network.nodeRules.add(rule("deny-all", 200, false, "*"));
        isForbidden();
        assertThat(examined().suspect().cause()).isEqualTo(Cause.NSG_BLOCKS_REGISTRY);
        assertThat(examined().open().needs()).contains(Permission.READ_ADMIN_RULES);
    }

    @Test
    void withoutTheRightNothingIsRuledOut() {
        isForbidden();
        assertThat(examined().open().needs()).contains(Permission.READ_ADMIN_RULES);
    }

    private void isForbidden() {
        shop.unreadable.put(
                "adminRules", EvidenceUnavailableException.forbidden("admin rules", Permission.READ_ADMIN_RULES));
    }

    private void admin(AdminRuleAccess access, SecurityRule rule) {
        shop.network.adminRules.add(new SecurityAdminRule(access, manager("rg-network"), rule));
    }

    /** A network manager. Tests use the same name in two resource groups. */
    private static ResourceId manager(String resourceGroup) {
        return ResourceId.parse(
                ShopNetwork.id("networkManagers/nm-hub").toString().replace("rg-network", resourceGroup));
    }

    private Examined examined() {
        return Examined.by(new SecurityGroupCheck(), shop);
    }
}
