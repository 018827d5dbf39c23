package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.ShopEvidence.ACR_DELETE_GUID;
import static io.github.pullresponder.diagnosis.ShopEvidence.ACR_PULL_GUID;
import static io.github.pullresponder.diagnosis.ShopEvidence.CONTROL_PLANE_OBJECT;
import static io.github.pullresponder.diagnosis.ShopEvidence.KUBELET_OBJECT;
import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY;
import static io.github.pullresponder.diagnosis.ShopEvidence.assignment;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.SingleCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.DirectoryServicePrincipal;
import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullRoleOnAnotherIdentityCheckTest {
    private static final String OTHER = "0b944de3-e0fc-4774-a49a-b135213725ef";

    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void theControlPlaneHoldingItIsConfirmedWithoutAskingTheDirectory() {
        shop.assignments.set(0, assignment(CONTROL_PLANE_OBJECT, ACR_PULL_GUID));
        shop.unreadable.put(
                "principals", EvidenceUnavailableException.forbidden("x", Permission.READ_DIRECTORY_OBJECTS));
        var finding = confirmed();
        assertThat(finding.cause()).isEqualTo(Cause.PULL_ROLE_ON_ANOTHER_IDENTITY);
        assertThat(finding.evidence())
                .extracting(Evidence::fact)
                .contains("it is assigned to the control plane identity of aks-shop (object " + CONTROL_PLANE_OBJECT
                        + "), which never pulls");
        assertThat(finding.remedies())
                .flatExtracting(Remedy::commands)
                .last()
                .asString()
                .startsWith("az role assignment delete --ids " + REGISTRY);
    }

    @Test
    void aDeletedPrincipalHoldingItIsConfirmed() {
        shop.assignments.set(0, assignment(OTHER, ACR_PULL_GUID));
        assertThat(confirmed().evidence())
                .extracting(Evidence::fact)
                .contains("it is assigned to a principal that no longer exists (object " + OTHER
                        + ", \"Identity not found\")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aks-shop",
                "aks-shop-agentpool",
                "sp-aks-shop",
                "aks-shopSP-20240131",
                "id-aks-shop-kubelet",
                "AKS-SHOP-old"
            })
    void aPrincipalNamedAfterTheClusterIsConfirmed(String name) {
        shop.assignments.set(0, assignment(OTHER, ACR_PULL_GUID));
        shop.principals.add(new DirectoryServicePrincipal(OTHER, "app", name, List.of()));
        assertThat(confirmed().summary())
                .isEqualTo("AcrPull on contososhop is assigned to the wrong identity, not to aks-shop-agentpool");
    }

    /** Another client may use it to pull, such as another cluster of that name. */
    @Test
    void aPrincipalThatIsOnlyNamedAfterTheClusterKeepsItsRole() {
        shop.assignments.set(0, assignment(OTHER, ACR_PULL_GUID));
        assertThat(confirmed().remedies())
                .as("of a principal that no longer exists")
                .extracting(Remedy::title)
                .contains("Remove the role assignment that no pull uses");

        shop.principals.add(new DirectoryServicePrincipal(OTHER, "app", "sp-aks-shop", List.of()));
        assertThat(confirmed().remedies())
                .flatExtracting(Remedy::commands)
                .isNotEmpty()
                .noneSatisfy(command -> assertThat(command).asString().contains("delete"));
    }

    /** A principal of another kind is not found among the service principals although it exists. */
    @Test
    void aPrincipalOfUnknownKindThatIsNotFoundIsNotDeleted() {
        var assigned = assignment(OTHER, ACR_PULL_GUID);
        shop.assignments.set(
                0,
                new RoleAssignment(
                        assigned.id(),
                        assigned.scope(),
                        assigned.principalId(),
                        "Unknown",
                        assigned.roleGuid(),
                        assigned.condition(),
                        assigned.changedAt()));

        assertThat(verdict().detail())
                .isEqualTo("the principal with AcrPull on contososhop (object " + OTHER
                        + ") is not known: Azure does not report its type");
        assertThat(verdict()).isInstanceOf(Verdict.Undetermined.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"aks-shop-test-agentpool", "aks-shopfloor-agentpool", "build-agent", "sp-aks-stock", "shop", ""})
    void aPrincipalNamedAfterSomethingElseIsNot(String name) {
        shop.assignments.set(0, assignment(OTHER, ACR_PULL_GUID));
        shop.principals.add(new DirectoryServicePrincipal(OTHER, "app", name, List.of()));
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdict().detail())
                .isEqualTo("none of the 1 other principals with a pull role on contososhop belongs to this cluster");
    }

    @Test
    void theKubeletIdentityOfAClusterWithTheSameNameIsNot() {
        shop.assignments.set(0, assignment(OTHER, ACR_PULL_GUID));
        shop.principals.add(
                new DirectoryServicePrincipal(
                        OTHER,
                        "app",
                        "aks-shop-agentpool",
                        List.of(
                                "isExplicit=True",
                                "/subscriptions/1/resourcegroups/MC_rg-b_aks-shop_northeurope/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aks-shop-agentpool")));
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void theRoleOnTheRightIdentityRulesItOut() {
        shop.assignments.add(assignment(OTHER, ACR_PULL_GUID));
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdict().detail()).isEqualTo("aks-shop-agentpool has the pull role itself");
    }

    @Test
    void aDeletedPrincipalWithAnotherRoleIsNot() {
        shop.assignments.set(0, assignment(OTHER, ACR_DELETE_GUID));
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdict().detail()).isEqualTo("no other identity has a pull role on contososhop");
    }

    @Test
    void aDeletedPrincipalAboveTheRegistryIsIgnored() {
        var subscription = ResourceId.parse("/subscriptions/" + REGISTRY.subscription());
        shop.assignments.set(0, assignment(OTHER, ACR_PULL_GUID, subscription, ShopEvidence.NOW.minusSeconds(90_000)));
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void aUserWhoMayPullIsNoIdentityOfACluster() {
        var plain = assignment(OTHER, ACR_PULL_GUID);
        shop.assignments.set(
                0,
                new RoleAssignment(
                        plain.id(), plain.scope(), OTHER, "User", ACR_PULL_GUID, Optional.empty(), plain.changedAt()));
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void aDirectoryThatMayNotBeReadLeavesItOpen() {
        shop.assignments.set(0, assignment(OTHER, ACR_PULL_GUID));
        shop.unreadable.put(
                "principals",
                EvidenceUnavailableException.forbidden("service principals", Permission.READ_DIRECTORY_OBJECTS));
        assertThat(verdict()).isInstanceOf(Verdict.Undetermined.class);
    }

    @Test
    void aRegistryOfAnotherTenantLeavesItOpen() {
        shop.assignments.set(0, assignment(OTHER, ACR_PULL_GUID));
        shop.registryTenant = Optional.of("another-tenant");
        assertThat(verdict()).isInstanceOf(Verdict.Undetermined.class);
    }

    @Test
    void bothChecksSeeTheSameRoleMissing() {
        shop.assignments.set(0, assignment(CONTROL_PLANE_OBJECT, ACR_PULL_GUID));
        var diagnosis = shop.diagnose(CheckCatalog.all());
        assertThat(diagnosis.causes())
                .extracting(Finding::cause)
                .as("the specific cause explains the general one away")
                .containsExactly(Cause.PULL_ROLE_ON_ANOTHER_IDENTITY);
        assertThat(KUBELET_OBJECT).isNotEqualTo(CONTROL_PLANE_OBJECT);
    }

    private Verdict verdict() {
        try (var pull = shop.pull()) {
            return SingleCheck.verdictOf(new PullRoleOnAnotherIdentityCheck(), pull);
        }
    }

    private Finding confirmed() {
        var verdict = verdict();
        assertThat(verdict).isInstanceOf(Verdict.Confirmed.class);
        return ((Verdict.Confirmed) verdict).finding();
    }
}
