package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopEvidence.KUBELET;
import static io.github.pullresponder.diagnosis.ShopEvidence.scaleSet;
import static io.github.pullresponder.diagnosis.ShopNetwork.GROUP_OF_INTERFACES;
import static io.github.pullresponder.diagnosis.ShopNetwork.GROUP_OF_NODES;
import static io.github.pullresponder.diagnosis.ShopNetwork.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.cluster.NetworkInterface;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.NodeMachine;
import io.github.pullresponder.cluster.ScaleSet;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.diagnosis.SingleCheck;
import io.github.pullresponder.network.HopResult;
import io.github.pullresponder.network.NetworkHop;
import io.github.pullresponder.network.PathTrace;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests security groups on the nodes' network interfaces. The failing pod is on a node of pool {@code user}. */
class InterfaceSecurityGroupTest {
    private static final ResourceId OWN = ShopNetwork.id("networkSecurityGroups/nsg-interfaces");

    private static final String TIMED_OUT = "failed to resolve reference: failed to do request: Head \"https://"
            + ShopNetwork.LOGIN + "/v2/shop/web/manifests/1.4.2\": dial tcp 10.0.1.5:443: i/o timeout";

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void thePrivateRegistryDoesNotAnswer() {
        shop.network.registryIsPrivate("Approved");
        shop.network.timesOut();
    }

    @Test
    void aGroupOnTheScaleSetOfTheNodeDenies() {
        interfacesHave("user", OWN);
        shop.network.interfaceRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        var examined = examined();
        assertThat(examined.finding().cause()).isEqualTo(Cause.NSG_BLOCKS_REGISTRY);
        assertThat(examined.finding().summary())
                .isEqualTo("Rule deny-hub (priority 200) of nsg-interfaces denies the traffic to contososhop");
        assertThat(examined.facts())
                .containsExactly(
                        "the network interfaces of scale set aks-user-vmss of pool user have security group nsg-interfaces",
                        "outbound traffic of scale set aks-user-vmss of pool user to contososhop.azurecr.io"
                                + " (10.0.1.5):443 is denied by deny-hub (priority 200)",
                        "outbound traffic of scale set aks-user-vmss of pool user to"
                                + " contososhop.westeurope.data.azurecr.io (10.0.1.4):443 is denied by deny-hub (priority"
                                + " 200)");
        assertThat(examined.commands())
                .containsExactly("az network nsg rule create --resource-group rg-network --subscription "
                        + CLUSTER.subscription() + " --nsg-name nsg-interfaces --name allow-registry-outbound"
                        + " --priority 190 --direction Outbound --access Allow --protocol Tcp"
                        + " --source-address-prefixes '*' --destination-address-prefixes 10.0.1.5 10.0.1.4"
                        + " --destination-port-ranges 443");
        assertThat(groups())
                .extracting(NetworkHop::name, NetworkHop::state)
                .containsExactly(tuple("nsg-interfaces", HopResult.STOPS), tuple("nsg-nodes", HopResult.PASSES));
    }

    @Test
    void aGroupOnTheInterfacesOfAnotherPoolDoesNotMatter() {
        interfacesHave("system", OWN);
        shop.network.interfaceRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        examined().isRuledOut("the network security groups allow contososhop.azurecr.io");
    }

    /** AKS manages its group, so the remedy adds no rule there. It removes every deny rule that others added. */
    @Test
    void inTheGroupOfAksDenyingRulesAreRemoved() {
        interfacesHave("user", GROUP_OF_INTERFACES);
        shop.network.interfaceRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        shop.network.interfaceRules.add(rule("deny-all", 4000, false, "*"));
        var delete = "az network nsg rule delete --resource-group MC_rg-shop_aks-shop_westeurope --subscription "
                + CLUSTER.subscription() + " --nsg-name aks-agentpool-12345678-nsg --name ";
        assertThat(examined().commands()).containsExactly(delete + "deny-hub", delete + "deny-all");
    }

    @Test
    void aGroupOnBothInterfaceAndSubnetIsNamedOnce() {
        interfacesHave("user", GROUP_OF_NODES);
        shop.network.nodeRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        assertThat(examined().facts()).hasSize(2);
        assertThat(groups()).hasSize(1);
    }

    @Test
    void bothGroupsAreNamedIfBothDeny() {
        interfacesHave("user", OWN);
        shop.network.interfaceRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        shop.network.nodeRules.add(rule("deny-endpoints", 300, false, "10.0.1.0/24"));
        assertThat(examined().finding().summary())
                .isEqualTo("Rule deny-hub (priority 200) of nsg-interfaces and rule deny-endpoints (priority 300) of"
                        + " nsg-nodes deny the traffic to contososhop");
        assertThat(examined().commands()).hasSize(2);
    }

    @Test
    void aGroupThatCannotBeReadMakesTheVerdictUndetermined() {
        interfacesHave("user", OWN);
        shop.unreadable.put(
                "securityGroup nsg-interfaces",
                EvidenceUnavailableException.forbidden(
                        "network security group nsg-interfaces", Permission.READ_NETWORKS));
        assertThat(examined().open().needs()).contains(Permission.READ_NETWORKS);
        assertThat(groups()).extracting(NetworkHop::state).containsExactly(HopResult.UNKNOWN, HopResult.PASSES);
    }

    @Test
    void scaleSetsThatCannotBeReadMakeTheVerdictUndetermined() {
        shop.unreadable.put(
                "scaleSets", EvidenceUnavailableException.forbidden("scale sets", Permission.READ_SCALE_SETS));
        assertThat(examined().open().needs()).contains(Permission.READ_SCALE_SETS);
    }

    @Test
    void aDenyOfTheSubnetIsConfirmedRegardlessOfInterfaces() {
        shop.unreadable.put(
                "scaleSets", EvidenceUnavailableException.forbidden("scale sets", Permission.READ_SCALE_SETS));
        shop.network.nodeRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        assertThat(examined().finding().cause()).isEqualTo(Cause.NSG_BLOCKS_REGISTRY);
    }

    @Test
    void aDenyOfTheInterfacesIsConfirmedRegardlessOfTheSubnet() {
        interfacesHave("user", OWN);
        shop.network.interfaceRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        shop.unreadable.put(
                "securityGroup nsg-nodes",
                EvidenceUnavailableException.forbidden("network security group nsg-nodes", Permission.READ_NETWORKS));
        assertThat(examined().finding().cause()).isEqualTo(Cause.NSG_BLOCKS_REGISTRY);
    }

    @Test
    void aScaleSetThatDescribesNoInterfaceMakesTheVerdictUndetermined() {
        replace("user", scaleSet("user", Optional.empty(), KUBELET));
        assertThat(examined().open().detail())
                .isEqualTo("the network interfaces of scale set aks-user-vmss of pool user are not known");
    }

    @Test
    void withoutAKnownNodeAllPoolsMustAgree() {
        interfacesHave("user", OWN);
        shop.network.interfaceRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        assertThat(examinedWithoutPod().open().detail())
                .isEqualTo("rule deny-hub (priority 200) of nsg-interfaces, on the network interfaces of scale set"
                        + " aks-user-vmss of pool user, may deny the traffic to contososhop.azurecr.io (10.0.1.5), and"
                        + " it is not known if the failing node runs there");
        interfacesHave("system", OWN);
        assertThat(examinedWithoutPod().finding().cause()).isEqualTo(Cause.NSG_BLOCKS_REGISTRY);
    }

    @Test
    void aSingleMachineHasAGroupOnItsInterface() {
        var machine = ResourceId.parse(
                "/subscriptions/" + CLUSTER.subscription()
                        + "/resourceGroups/MC_rg-shop_aks-shop_westeurope/providers/Microsoft.Compute/virtualMachines/aks-general-x");
        shop.machines.add(new VirtualMachine(
                machine,
                Optional.empty(),
                Set.of(KUBELET),
                List.of(ShopNetwork.id("networkInterfaces/aks-general-x"))));
        shop.node = shop.node.map(node -> new Node(
                node.name(),
                Optional.empty(),
                node.platform(),
                node.address(),
                Set.of(),
                NodeMachine.of(Optional.of("azure://" + machine)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        shop.network.interfaceRules.add(rule("deny-hub", 200, false, "10.0.0.0/16"));
        examined().isRuledOut("the network security groups allow contososhop.azurecr.io");
        shop.network.interfaceGroup = Optional.of(OWN);
        assertThat(examined().facts())
                .contains("the network interfaces of virtual machine aks-general-x have security group nsg-interfaces");
    }

    private void interfacesHave(String pool, ResourceId group) {
        replace(
                pool,
                scaleSet(
                        pool,
                        Optional.of(new NetworkInterface(ShopEvidence.NODE_SUBNET, Optional.of(group))),
                        KUBELET));
    }

    private void replace(String pool, ScaleSet scaleSet) {
        shop.scaleSets.replaceAll(node -> node.nodePool().equals(Optional.of(pool)) ? scaleSet : node);
    }

    /** Examines an image without a pod, as after a change or for a request that names no pod. */
    private Examined examinedWithoutPod() {
        var failure = PullFailure.ofImage(CLUSTER, ShopEvidence.IMAGE, Optional.of(TIMED_OUT));
        try (var pull = shop.pull(failure)) {
            return new Examined(SingleCheck.verdictOf(new SecurityGroupCheck(), pull));
        }
    }

    /** The nodes' security groups in the drawn path. */
    private List<NetworkHop> groups() {
        try (var pull = shop.pull()) {
            return PathTrace.of(pull.path(), pull.nodes().pool(), pull.error()).stream()
                    .filter(hop -> hop.kind().equals("NSG"))
                    .toList();
        }
    }

    private Examined examined() {
        return Examined.by(new SecurityGroupCheck(), shop);
    }
}
