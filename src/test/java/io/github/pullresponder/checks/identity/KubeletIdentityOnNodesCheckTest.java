package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopEvidence.KUBELET;
import static io.github.pullresponder.diagnosis.ShopEvidence.scaleSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.SingleCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KubeletIdentityOnNodesCheckTest {
    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void aPoolWithoutItIsConfirmedWithTheReconcileCommand() {
        shop.scaleSets.set(1, scaleSet("user"));
        var finding = ((Verdict.Confirmed) verdict()).finding();
        assertThat(finding.cause()).isEqualTo(Cause.KUBELET_IDENTITY_NOT_ON_NODES);
        assertThat(finding.summary())
                .isEqualTo("The kubelet identity aks-shop-agentpool is not on the nodes of pool user");
        assertThat(finding.evidence())
                .extracting(Evidence::fact)
                .contains("scale set aks-user-vmss of pool user holds no user-assigned identity");
        assertThat(finding.remedies())
                .flatExtracting(Remedy::commands)
                .first()
                .hasToString("az aks update --resource-group rg-shop --name aks-shop --subscription "
                        + CLUSTER.subscription());
    }

    @Test
    void theFailingPodsPoolIsNamedFirst() {
        shop.scaleSets = List.of(scaleSet("batch"), scaleSet("system"), scaleSet("user"));
        assertThat(verdict().detail()).endsWith("is not on the nodes of pool user, batch, system");
    }

    @Test
    void theIdentityOnEveryPoolRulesItOut() {
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdict().detail()).isEqualTo("aks-shop-agentpool is on every node pool");
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
    void withoutAPodEveryPoolMayBeTheOne() {
        shop.scaleSets.set(0, scaleSet("system"));
        var failure = PullFailure.ofImage(CLUSTER, ShopEvidence.IMAGE, Optional.of(ShopEvidence.UNAUTHORIZED_MESSAGE));
        try (var pull = shop.pull(failure)) {
            assertThat(SingleCheck.verdictOf(new KubeletIdentityOnNodesCheck(), pull))
                    .isInstanceOf(Verdict.Confirmed.class);
        }
    }

    @Test
    void aNodeThatMayNotBeReadTellsItsPoolByItsName() {
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
}
