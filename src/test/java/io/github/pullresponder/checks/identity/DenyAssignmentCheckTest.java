package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.ShopEvidence.KUBELET_OBJECT;
import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.DenyAssignment;
import io.github.pullresponder.identity.DenyAssignment.DenyAssignmentPrincipal;
import io.github.pullresponder.identity.RoleDefinition.Permissions;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.RoleAssignmentMode;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenyAssignmentCheckTest {
    private static final DenyAssignmentPrincipal EVERYONE =
            new DenyAssignmentPrincipal("00000000-0000-0000-0000-000000000000", "SystemDefined");
    private static final DenyAssignmentPrincipal KUBELET =
            new DenyAssignmentPrincipal(KUBELET_OBJECT.toUpperCase(java.util.Locale.ROOT), "ServicePrincipal");
    private static final DenyAssignmentPrincipal GROUP =
            new DenyAssignmentPrincipal("5d2f0f6e-0000-4000-8000-000000000001", "Group");
    private static final DenyAssignmentPrincipal OTHER =
            new DenyAssignmentPrincipal("5d2f0f6e-0000-4000-8000-000000000002", "ServicePrincipal");

    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void oneThatNamesTheIdentityIsConfirmed() {
        denies(REGISTRY, List.of(KUBELET), List.of(), "Microsoft.ContainerRegistry/registries/pull/read");

        var examined = check();
        assertThat(examined.finding().cause()).isEqualTo(Cause.DENY_ASSIGNMENT_BLOCKS_PULL);
        assertThat(examined.finding().confidence()).isEqualTo(Finding.Confidence.CONFIRMED);
        assertThat(examined.facts()).contains("it applies to aks-shop-agentpool (object " + KUBELET_OBJECT + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "Microsoft.ContainerRegistry/*", "*/read", "microsoft.containerregistry/registries/*/read"})
    void oneThatDeniesItToEveryoneIsConfirmed(String action) {
        denies(REGISTRY.parent(), List.of(EVERYONE), List.of(), action);

        assertThat(check().finding().cause()).isEqualTo(Cause.DENY_ASSIGNMENT_BLOCKS_PULL);
        assertThat(role()).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(role().detail()).contains("stack-platform");
    }

    @Test
    void anAssignmentAtAManagementGroupApplies() {
        denies(
                ResourceId.parse("/providers/Microsoft.Management/managementGroups/mg-platform"),
                List.of(EVERYONE),
                List.of(),
                "*");

        assertThat(check().finding().cause()).isEqualTo(Cause.DENY_ASSIGNMENT_BLOCKS_PULL);
    }

    @ParameterizedTest
    @CsvSource({"*/write", "*/delete", "Microsoft.Compute/*", "Microsoft.ContainerRegistry/registries/push/write"})
    void oneOfOtherActionsIsNone(String action) {
        denies(REGISTRY, List.of(EVERYONE), List.of(), action);

        check().isRuledOut("no deny assignment on contososhop or a higher scope denies the pull to aks-shop-agentpool");
        assertThat(role()).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void oneForAnotherPrincipalIsNone() {
        denies(REGISTRY, List.of(OTHER), List.of(), "*");
        assertThat(role()).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void oneThatExceptsTheIdentityIsNone() {
        denies(REGISTRY, List.of(EVERYONE), List.of(KUBELET), "*");
        assertThat(role()).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void oneAboveThatLeavesChildrenOutIsNone() {
        shop.denyAssignments.add(deny(
                REGISTRY.parent(),
                false,
                List.of(EVERYONE),
                List.of(),
                new Permissions(List.of("*"), List.of(), List.of(), List.of())));
        assertThat(role()).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void aGroupMayHoldTheIdentity() {
        denies(REGISTRY, List.of(GROUP), List.of(), "*");

        assertThat(check().open().suspect()).hasValueSatisfying(finding -> {
            assertThat(finding.summary())
                    .isEqualTo("Deny assignment \"stack-platform\" may block the pull from contososhop for"
                            + " aks-shop-agentpool");
            assertThat(finding.evidence())
                    .extracting(Evidence::fact)
                    .contains("it has a group or a condition, and may apply to aks-shop-agentpool (object "
                            + KUBELET_OBJECT + ")");
        });
        assertThat(role()).isInstanceOf(Verdict.Undetermined.class);
    }

    @ParameterizedTest
    @CsvSource({"'', true", "ForeignGroup, true", "User, false", "serviceprincipal, false"})
    void aMemberOfATypeThatIsNotKnownMayBeAGroup(String type, boolean open) {
        denies(REGISTRY, List.of(new DenyAssignmentPrincipal(OTHER.objectId(), type)), List.of(), "*");

        assertThat(check().verdict()).isInstanceOf(open ? Verdict.Undetermined.class : Verdict.RuledOut.class);
    }

    @Test
    void anExceptedGroupMayHoldTheIdentity() {
        denies(REGISTRY, List.of(EVERYONE), List.of(GROUP), "*");

        assertThat(check().open().suspect()).isPresent();
    }

    @Test
    void inAbacModeTheDataActionCounts() {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.ABAC, false, false, true);
        denies(REGISTRY, List.of(EVERYONE), List.of(), "*");
        assertThat(check().verdict()).isInstanceOf(Verdict.RuledOut.class);

        shop.denyAssignments.set(
                0,
                deny(
                        REGISTRY,
                        true,
                        List.of(EVERYONE),
                        List.of(),
                        new Permissions(List.of(), List.of(), List.of("*"), List.of())));
        assertThat(check().finding().cause()).isEqualTo(Cause.DENY_ASSIGNMENT_BLOCKS_PULL);
    }

    @Test
    void withoutThePermissionTheRoleCheckNamesTheUnreadData() {
        shop.unreadable.put(
                "denyAssignments",
                EvidenceUnavailableException.forbidden("deny assignments", Permission.READ_DENY_ASSIGNMENTS));

        assertThat(check().open().needs()).contains(Permission.READ_DENY_ASSIGNMENTS);
        assertThat(check().open().detail()).contains("az deployment sub create");
        assertThat(role()).isInstanceOf(Verdict.RuledOut.class);
        assertThat(role().detail()).endsWith("; deny assignments were not read");
    }

    private void denies(
            ResourceId scope,
            List<DenyAssignmentPrincipal> principals,
            List<DenyAssignmentPrincipal> excluded,
            String action) {
        shop.denyAssignments.add(deny(
                scope, true, principals, excluded, new Permissions(List.of(action), List.of(), List.of(), List.of())));
    }

    private static DenyAssignment deny(
            ResourceId scope,
            boolean below,
            List<DenyAssignmentPrincipal> principals,
            List<DenyAssignmentPrincipal> excluded,
            Permissions permissions) {
        return new DenyAssignment(
                ResourceId.parse(scope + "/providers/Microsoft.Authorization/denyAssignments/1"),
                "stack-platform",
                scope,
                below,
                principals,
                excluded,
                List.of(permissions),
                Optional.empty());
    }

    private Examined check() {
        return Examined.by(new DenyAssignmentCheck(), shop);
    }

    private Verdict role() {
        return Examined.by(new PullRoleCheck(), shop).verdict();
    }
}
