package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopEvidence.KUBELET;
import static io.github.pullresponder.diagnosis.ShopEvidence.scaleSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.NodeMachine;
import io.github.pullresponder.cluster.NodeMachine.VirtualNodeMachine;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.SingleCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeletIdentityOnNodesCheckTest {
    private static final String MACHINE = "/subscriptions/" + CLUSTER.subscription()
            + "/resourceGroups/MC_rg-shop_aks-shop_westeurope/providers/Microsoft.Compute/virtualMachines/aks-general-4k7wz";

    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void aPoolWithoutItIsConfirmedWithTheReconcileCommand() {
        shop.scaleSets.set(1, scaleSet("user"));
        var finding = ((Verdict.Confirmed) verdict()).finding();
        assertThat(finding.cause()).isEqualTo(Cause.KUBELET_IDENTITY_NOT_ON_NODES);
        assertThat(finding.summary())
                .isEqualTo("The kubelet identity aks-shop-agentpool is not assigned to the nodes of pool user");
        assertThat(finding.evidence())
                .extracting(Evidence::fact)
                .contains("scale set aks-user-vmss of pool user has no user-assigned identity");
        assertThat(finding.remedies())
                .flatExtracting(Remedy::commands)
                .first()
                .hasToString("az aks update --resource-group rg-shop --name aks-shop --subscription "
                        + CLUSTER.subscription());
    }

    @Test
    void otherPoolsWithoutItAreNoneOfTheCause() {
        shop.scaleSets = List.of(scaleSet("batch"), scaleSet("system"), scaleSet("user"));
        assertThat(verdict().detail()).endsWith("is not assigned to the nodes of pool user");
    }

    @Test
    void theIdentityOnTheNodesScaleSetRulesItOut() {
        assertThat(verdict())
                .isInstanceOfSatisfying(
                        Verdict.RuledOut.class,
                        ruledOut -> assertThat(ruledOut.evidence())
                                .extracting(Evidence::fact)
                                .containsExactly("scale set aks-user-vmss of pool user has aks-shop-agentpool"));
        assertThat(verdict().advisories()).isEmpty();
    }

    @Test
    void anotherPoolWithoutItIsWorthKnowingButNotTheCause() {
        shop.scaleSets.set(0, scaleSet("system"));
        var verdict = verdict();
        assertThat(verdict).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdict.advisories())
                .singleElement()
                .satisfies(advisory -> assertThat(advisory.summary()).endsWith("pool system"));
    }

    @Test
    void withoutAPodAllPoolsMustLackIt() {
        shop.scaleSets = List.of(scaleSet("system"), scaleSet("user"));
        assertThat(ofImage()).isInstanceOf(Verdict.Confirmed.class);
        assertThat(ofImage().detail()).endsWith("is not assigned to the nodes of pool system, user");
    }

    @Test
    void withoutAPodOnePoolThatLacksItIsOnlyLikely() {
        shop.scaleSets.set(0, scaleSet("system"));
        assertThat(ofImage())
                .isInstanceOfSatisfying(
                        Verdict.Undetermined.class,
                        open -> assertThat(open.suspect().orElseThrow().summary())
                                .endsWith("pool system"));
    }

    @Test
    void withoutAPodEveryPoolIsNamedWhereAllHoldIt() {
        assertThat(ofImage()).isInstanceOf(Verdict.RuledOut.class);
        assertThat(ofImage().detail())
                .isEqualTo(
                        "aks-shop-agentpool is assigned to every node pool: scale set aks-system-vmss of pool system,"
                                + " scale set aks-user-vmss of pool user");
    }

    @Test
    void withoutAPodAPoolThatIsNotFoundLeavesItOpen() {
        shop.scaleSets = List.of(scaleSet("system", KUBELET));
        assertThat(ofImage())
                .isEqualTo(Verdict.undetermined(
                        "the node that pulls is not known, and these were not read: node pool user"));
    }

    @Test
    void aMachineOutsideOfScaleSetsIsJudgedByItsOwnIdentities() {
        runsOn(MACHINE);
        shop.machines = List.of(machine());
        var finding = ((Verdict.Confirmed) verdict()).finding();
        assertThat(finding.summary())
                .isEqualTo(
                        "The kubelet identity aks-shop-agentpool is not assigned to virtual machine aks-general-4k7wz");
        assertThat(finding.remedies())
                .flatExtracting(Remedy::commands)
                .first()
                .hasToString("az vm identity assign --resource-group MC_rg-shop_aks-shop_westeurope"
                        + " --name aks-general-4k7wz --subscription " + CLUSTER.subscription() + " --identities "
                        + KUBELET);
    }

    @Test
    void aMachineWithSeveralIdentitiesHasIt() {
        runsOn(MACHINE);
        shop.machines = List.of(machine(KUBELET, ResourceId.parse(KUBELET + "-2")));
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void aDeletedMachineLeavesItUndeterminedRegardlessOfThePools() {
        runsOn(MACHINE);
        shop.scaleSets = List.of(scaleSet("system"), scaleSet("user"));
        assertThat(verdict()).isInstanceOf(Verdict.Undetermined.class);
    }

    @Test
    void theScaleSetThatTheNodeNamesCountsAndNoOther() {
        runsOn(shop.scaleSets.get(0).id() + "/virtualMachines/3");
        shop.scaleSets.set(1, scaleSet("user"));
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdict().detail())
                .isEqualTo("aks-shop-agentpool is assigned to scale set aks-system-vmss of pool system");
    }

    @Test
    void aVirtualNodeIsABlindSpot() {
        runsOn(new VirtualNodeMachine());
        assertThat(verdict())
                .isInstanceOfSatisfying(
                        Verdict.Undetermined.class,
                        open -> assertThat(open.limitation()).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws:///eu-west-1a/i-0123456789abcdef0",
                "azure:///subscriptions/9a0f3b5e-0c7d-4a44-8f4e-6f0f6d0c7a11/resourceGroups/rg/providers/Microsoft.HybridCompute/machines/edge-1",
                "azure://not an id",
            })
    void aNodeThatNamesNoMachineOfAzureIsNotJudgedByThePools(String providerId) {
        runsOn(NodeMachine.of(Optional.of(providerId)));
        shop.scaleSets.set(1, scaleSet("user"));
        assertThat(verdict())
                .isEqualTo(Verdict.undetermined(
                        "the providerID of node aks-user-12345678-vmss000000 is not an Azure machine"));
    }

    @ParameterizedTest
    @ValueSource(strings = "")
    @NullSource
    void aNodeWithoutAProviderIdIsKnownByItsPool(String providerId) {
        runsOn(NodeMachine.of(Optional.ofNullable(providerId)));
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void theNameOfAnUnreadNodeShowsItsPool() {
        shop.unreadable.put("node", EvidenceUnavailableException.forbidden("node", Permission.READ_NODES));
        shop.scaleSets.set(1, scaleSet("user"));
        assertThat(verdict()).isInstanceOf(Verdict.Confirmed.class);
    }

    @Test
    void aPoolWhoseScaleSetIsNotFoundLeavesItOpen() {
        shop.scaleSets = List.of(scaleSet("system", KUBELET));
        assertThat(verdict())
                .isEqualTo(Verdict.undetermined(
                        "no scale set of node pool user was found in MC_rg-shop_aks-shop_westeurope"));
    }

    @Test
    void aClusterOnAServicePrincipalHasNoKubeletIdentity() {
        shop.cluster = Optional.of(ShopEvidence.cluster(Optional.of("app-1")));
        assertThat(verdict()).isInstanceOf(Verdict.NotApplicable.class);
    }

    private Verdict verdict() {
        try (var pull = shop.pull()) {
            return SingleCheck.verdictOf(new KubeletIdentityOnNodesCheck(), pull);
        }
    }

    private Verdict ofImage() {
        var failure = PullFailure.ofImage(CLUSTER, ShopEvidence.IMAGE, Optional.of(ShopEvidence.UNAUTHORIZED_MESSAGE));
        try (var pull = shop.pull(failure)) {
            return SingleCheck.verdictOf(new KubeletIdentityOnNodesCheck(), pull);
        }
    }

    private void runsOn(String id) {
        runsOn(NodeMachine.of(Optional.of("azure://" + id)));
    }

    private void runsOn(NodeMachine machine) {
        var node = shop.node.orElseThrow();
        shop.node = Optional.of(new Node(
                node.name(),
                Optional.empty(),
                node.platform(),
                node.address(),
                node.troubles(),
                machine,
                Optional.of("1.33.5"),
                Optional.empty(),
                Optional.empty()));
    }

    private static VirtualMachine machine(ResourceId... identities) {
        return new VirtualMachine(ResourceId.parse(MACHINE), Optional.empty(), Set.of(identities), List.of());
    }
}
