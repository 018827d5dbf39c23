package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.ShopEvidence.KUBELET_OBJECT;
import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY;
import static io.github.pullresponder.diagnosis.ShopEvidence.REPOSITORY_READER_GUID;
import static io.github.pullresponder.diagnosis.ShopEvidence.assignment;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.cluster.Cluster.NetworkProfile;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RoleAssignmentMode;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of a registry's configuration: role assignment mode, conditions, tenant, token policy. */
class RegistryModeChecksTest {
    private static final String NAME = "@Request[Microsoft.ContainerRegistry/registries/repositories:name]";

    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void rolesOfTheLegacyModeDoNotCountInAbacMode() {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.ABAC);
        var examined = Examined.by(new RoleAssignmentModeCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.PULL_ROLE_IGNORED_BY_ABAC);
        assertThat(examined.commands()).singleElement().asString().contains("'Container Registry Repository Reader'");
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::cause)
                .containsExactly(Cause.PULL_ROLE_IGNORED_BY_ABAC);
    }

    @Test
    void inLegacyModeTheyDo() {
        Examined.by(new RoleAssignmentModeCheck(), shop).doesNotApply();
    }

    @Test
    void noRoleAtAllIsNotIgnoredByAnything() {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.ABAC);
        shop.assignments.clear();
        Examined.by(new RoleAssignmentModeCheck(), shop)
                .isRuledOut("the role assignment mode of contososhop ignores no role of the identity");
    }

    @Test
    void aConditionThatLeavesTheRepositoryOutIsQuotedAndExtended() {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.ABAC);
        conditional(NAME + " StringStartsWithIgnoreCase 'stock/'");
        var examined = Examined.by(new RepositoryConditionCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.REPOSITORY_NOT_IN_ROLE_CONDITION);
        assertThat(examined.facts())
                .containsExactly(
                        "Container Registry Repository Reader on contososhop applies only under the condition: " + NAME
                                + " StringStartsWithIgnoreCase 'stock/'");
        assertThat(examined.commands()).hasSize(2);
        assertThat(examined.commands().get(1))
                .endsWith(" --condition '(" + NAME + " StringStartsWithIgnoreCase '\\''stock/'\\'') OR (" + NAME
                        + " StringEqualsIgnoreCase '\\''shop/web'\\'')' --condition-version 2.0");
    }

    @Test
    void aConditionThatCannotBeEvaluatedIsQuotedAndLeftOpen() {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.ABAC);
        conditional(NAME + " StringLike 'stock/*'");
        assertThat(Examined.by(new RepositoryConditionCheck(), shop).open().detail())
                .isEqualTo("the condition of Container Registry Repository Reader on contososhop has a form that"
                        + " Pull Responder does not evaluate: " + NAME + " StringLike 'stock/*'");
    }

    @Test
    void aConditionThatLeavesItOutDecidesNothingNextToOneThatCannotBeEvaluated() {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.ABAC);
        conditional(NAME + " StringStartsWithIgnoreCase 'stock/'");
        shop.assignments.add(withCondition(NAME + " StringLike 'shop*'", REPOSITORY_READER_GUID));
        assertThat(Examined.by(new RepositoryConditionCheck(), shop).open().detail())
                .contains("StringLike 'shop*'");
    }

    @Test
    void aConditionThatCannotBeEvaluatedDoesNotMatterNextToAGrantWithoutOne() {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.ABAC);
        conditional(NAME + " StringLike 'stock/*'");
        shop.assignments.add(assignment(KUBELET_OBJECT, REPOSITORY_READER_GUID));
        Examined.by(new RepositoryConditionCheck(), shop).isRuledOut("no role condition excludes shop/web");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aRoleThatWasNotReadIsOpenIfItHasACondition(boolean hasCondition) {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.ABAC);
        var unknown = "11111111-aaaa-bbbb-cccc-222222222222";
        shop.assignments.set(
                0,
                hasCondition
                        ? withCondition(NAME + " StringStartsWithIgnoreCase 'shop/'", unknown)
                        : assignment(KUBELET_OBJECT, unknown));
        var examined = Examined.by(new RepositoryConditionCheck(), shop);
        if (hasCondition) {
            assertThat(examined.open().detail())
                    .isEqualTo("the permissions of role " + unknown + " on contososhop could not be read");
        } else {
            examined.isRuledOut("no role condition excludes shop/web");
        }
    }

    @Test
    void aConditionThatIncludesItIsNot() {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.ABAC);
        conditional(NAME + " StringStartsWithIgnoreCase 'shop/'");
        Examined.by(new RepositoryConditionCheck(), shop).isRuledOut("no role condition excludes shop/web");
    }

    @Test
    void aRegistryInAnotherTenantIsOutOfReachForAManagedIdentity() {
        shop.registryTenant = Optional.of("another-tenant");
        var examined = Examined.by(new RegistryTenantCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.REGISTRY_IN_ANOTHER_TENANT);
        assertThat(examined.facts())
                .containsExactly(
                        "the tenant of aks-shop is " + ShopEvidence.TENANT,
                        "the tenant of contososhop is another-tenant");
    }

    @Test
    void aTenantThatIsTheSameIsNotTheCause() {
        Examined.by(new RegistryTenantCheck(), shop).isRuledOut("registry and cluster are in the same tenant");
    }

    @Test
    void oneSubscriptionIsInOneTenant() {
        shop.registryTenant = Optional.empty();
        Examined.by(new RegistryTenantCheck(), shop).isRuledOut("registry and cluster are in the same subscription");
    }

    @Test
    void aTenantThatIsNotKnownMayBeAnother() {
        shop.registryTenant = Optional.empty();
        var own = shop.registry;
        shop.registry = new Registry(
                ResourceId.parse(
                        REGISTRY.toString().replace(REGISTRY.subscription(), "9a0f3b5e-0c7d-4a44-8f4e-6f0f6d0c7a11")),
                own.loginServer(),
                own.roleAssignmentMode(),
                own.anonymousPullEnabled(),
                own.adminUserEnabled(),
                own.acceptsArmTokens(),
                own.network(),
                own.state());
        assertThat(Examined.by(new RegistryTenantCheck(), shop).open().detail())
                .isEqualTo("the tenant of contososhop is not known");
    }

    @ParameterizedTest
    @CsvSource({
        "1.28.15, AKSUbuntu-2204gen2containerd-202501.12.0, true",
        "1.31.2, AKSUbuntu-2204gen2containerd-202502.28.0, true",
        "1.28.15, AKSUbuntu-2204gen2containerd-202503.01.0, true",
        "1.29.0, AKSUbuntu-2204gen2containerd-202503.01.0, false",
        "1.34.1, AKSWindows-2022-containerd-20348.4297.251014, false",
    })
    void oldNodesAskForTokensThatTheRegistryMayReject(String version, String image, boolean rejected) {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.LEGACY, false, true, false);
        nodes(Optional.of(version), Optional.of(image));
        var examined = Examined.by(new ArmTokensCheck(), shop);
        if (rejected) {
            assertThat(examined.finding().cause()).isEqualTo(Cause.ARM_TOKENS_REJECTED);
            assertThat(examined.commands())
                    .contains("az acr config authentication-as-arm update --registry contososhop --subscription "
                            + REGISTRY.subscription() + " --status enabled");
        } else {
            examined.isRuledOut(
                    "contososhop does not accept ARM tokens, and the nodes are new enough to request registry tokens");
        }
    }

    @Test
    void nodesOfUnknownAgeLeaveItOpen() {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.LEGACY, false, true, false);
        nodes(Optional.empty(), Optional.empty());
        Examined.by(new ArmTokensCheck(), shop).open();
    }

    @Test
    void aRegistryThatAcceptsArmTokensRejectsNoNode() {
        nodes(Optional.of("1.20.0"), Optional.empty());
        Examined.by(new ArmTokensCheck(), shop).isRuledOut("contososhop accepts tokens for Azure Resource Manager");
    }

    private void nodes(Optional<String> version, Optional<String> image) {
        var pool = new NodePool("user", version, image, Optional.empty());
        shop.cluster = Optional.of(ShopEvidence.cluster(Optional.empty(), List.of(pool), NetworkProfile.DEFAULT));
    }

    private void conditional(String condition) {
        shop.assignments.set(0, withCondition(condition, REPOSITORY_READER_GUID));
    }

    private static RoleAssignment withCondition(String condition, String role) {
        return ShopEvidence.under(condition, assignment(KUBELET_OBJECT, role));
    }
}
