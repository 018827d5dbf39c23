package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopEvidence.NODE_SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Limitation.NoticedBlindSpot;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of service endpoints: a registry's subnet rules, and endpoint policies for the storage that serves layers. */
class ServiceEndpointChecksTest {
    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void theRegistryRefuses() {
        shop.network.isForbidden();
    }

    @Nested
    class RulesForSubnets {
        @BeforeEach
        void theSubnetArrivesWithItsIdentity() {
            shop.network.registryAllows("20.84.11.9");
            shop.network.serviceEndpoints = Set.of("Microsoft.ContainerRegistry");
        }

        @Test
        void aSubnetInNoRuleIsConfirmed() {
            shop.allowedSubnets.add(ShopNetwork.id("virtualNetworks/vnet-shop/subnets/snet-other"));
            var examined = examined();
            assertThat(examined.finding().cause()).isEqualTo(Cause.SERVICE_ENDPOINT_NOT_ALLOWED);
            assertThat(examined.finding().summary())
                    .isEqualTo("contososhop does not allow subnet snet-nodes, which uses a service endpoint");
            assertThat(examined.commands())
                    .containsExactly(
                            "az acr network-rule add --resource-group rg-registry --name contososhop --subscription "
                                    + CLUSTER.subscription() + " --subnet " + NODE_SUBNET);
            Examined.by(new EgressAddressCheck(), shop).doesNotApply();
        }

        @Test
        void aRefusalDespiteARuleIsNotExplained() {
            shop.allowedSubnets.add(NODE_SUBNET);
            assertThat(examined().open().detail()).contains("but now a rule allows subnet snet-nodes");
        }

        @Test
        void aRuleForTheSubnetRulesTheCauseOutWithoutARefusal() {
            shop.network.timesOut();
            shop.allowedSubnets.add(NODE_SUBNET);
            examined().isRuledOut("contososhop allows subnet snet-nodes");
        }

        @Test
        void withoutAServiceEndpointTheCheckIsNotApplicable() {
            shop.network.serviceEndpoints = Set.of("Microsoft.Storage");
            examined().doesNotApply();
        }

        @Test
        void aPublicClientAddressDidNotUseTheServiceEndpoint() {
            shop.network.failsWith(
                    "failed to authorize: failed to fetch oauth token: unexpected status from POST request to"
                            + " https://contososhop.azurecr.io/oauth2/token: 403 Forbidden: denied: client with IP"
                            + " '20.99.1.1' is not allowed access.");
            examined().doesNotApply();
            assertThat(Examined.by(new EgressAddressCheck(), shop).finding().cause())
                    .isEqualTo(Cause.EGRESS_IP_NOT_ALLOWED);
        }

        @Test
        void aCloudWithoutTheVersionIsABlindSpot() {
            shop.unreadable.put(
                    "allowedSubnets",
                    EvidenceUnavailableException.because(UnavailabilityReason.MALFORMED, "the rules for subnets"));
            assertThat(examined().open().limitation().orElseThrow()).isInstanceOf(NoticedBlindSpot.class);
        }

        @Test
        void aTransientReadErrorIsReported() {
            shop.unreadable.put(
                    "allowedSubnets",
                    EvidenceUnavailableException.because(UnavailabilityReason.THROTTLED, "the rules for subnets"));
            assertThat(examined().open().detail()).contains("throttled");
            assertThat(examined().open().limitation()).isEmpty();
        }

        private Examined examined() {
            return Examined.by(new ServiceEndpointCheck(), shop);
        }
    }

    @Nested
    class PoliciesForStorage {
        private static final String BLOB = "failed to copy: httpReadSeeker: failed open: unexpected status from GET"
                + " request to https://sdcmanaged12.blob.core.windows.net/a/data: 403 ";
        private static final ResourceId POLICY = ShopNetwork.id("serviceEndpointPolicies/sep-shop");

        @BeforeEach
        void thePolicyAllowsOwnAccountsOnly() {
            shop.network.registryHas(new RegistryNetwork(PublicAccess.ENABLED, false, List.of(), List.of(), List.of()));
            shop.network.serviceEndpoints = Set.of("Microsoft.Storage");
            shop.network.storagePolicies.put(POLICY, List.of("/subscriptions/" + CLUSTER.subscription()));
            shop.network.failsWith(BLOB + "This request is not authorized to perform this operation.");
        }

        @Test
        void aPolicyBlocksTheStorageOfRegistries() {
            var examined = examined();
            assertThat(examined.finding().cause()).isEqualTo(Cause.SERVICE_ENDPOINT_POLICY_BLOCKS_STORAGE);
            assertThat(examined.commands())
                    .singleElement()
                    .asString()
                    .startsWith("az acr update --resource-group rg-registry --name contososhop")
                    .endsWith(" --data-endpoint-enabled true");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/services/Azure/MachineLearning", "/services/Azure/DataFactory"})
        void theAliasOfAnotherServiceAllowsNoRegistry(String alias) {
            shop.network.storagePolicies.put(POLICY, List.of(alias));
            assertThat(examined().finding().cause()).isEqualTo(Cause.SERVICE_ENDPOINT_POLICY_BLOCKS_STORAGE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/services/Azure", "/services/Azure/ContainerRegistry"})
        void anAliasThatMayHoldThemMakesTheVerdictUndetermined(String alias) {
            shop.network.storagePolicies.put(POLICY, List.of(alias));
            assertThat(examined().open().detail()).contains("an alias in service endpoint policy sep-shop");
        }

        @Test
        void aFailureAtTheLoginServerRulesTheCauseOut() {
            shop.network.isForbidden();
            var examined = examined();
            examined.isRuledOut("the failure is not at the storage that serves the layers");
            assertThat(examined.verdict().advisories()).hasSize(1);
        }

        @Test
        void aRejectedStorageLinkIsUndetermined() {
            shop.network.failsWith(BLOB + "Server failed to authenticate the request.");
            assertThat(examined().open().detail()).contains("rejected the signature");
        }

        @Test
        void dataEndpointsDoNotUseStorage() {
            shop.network.registryHas(
                    new RegistryNetwork(PublicAccess.ENABLED, false, List.of(), List.of(), List.of(ShopNetwork.DATA)));
            shop.network.isForbidden();
            examined()
                    .isRuledOut(
                            "contososhop serves layers from " + ShopNetwork.DATA + ", which is not a storage account");
        }

        @Test
        void newDataEndpointsAreUndetermined() {
            shop.network.registryHas(
                    new RegistryNetwork(PublicAccess.ENABLED, false, List.of(), List.of(), List.of(ShopNetwork.DATA)));
            assertThat(examined().open().detail()).contains("serves layers from dedicated data endpoints");
        }

        @Test
        void aPolicyWithoutAServiceEndpointHasNoEffect() {
            shop.network.serviceEndpoints = Set.of();
            examined()
                    .isRuledOut(
                            "subnet snet-nodes has no service endpoint for storage: its policies have" + " no effect");
        }

        @Test
        void withoutAPolicyAllStorageIsReachable() {
            shop.network.storagePolicies.clear();
            examined().isRuledOut("subnet snet-nodes has no service endpoint policy");
        }

        @Test
        void aPolicyThatCannotBeReadMakesTheVerdictUndetermined() {
            shop.unreadable.put(
                    "serviceEndpointPolicy",
                    EvidenceUnavailableException.forbidden("policy sep-shop", Permission.READ_NETWORKS));
            assertThat(examined().open().needs()).contains(Permission.READ_NETWORKS);
        }

        private Examined examined() {
            return Examined.by(new ServiceEndpointPolicyCheck(), shop);
        }
    }

    @Nested
    class RefusedDespiteRules {
        @Test
        void aRefusalDespiteTheNetworkRulesIsNotExplained() {
            shop.network.registryHas(
                    new RegistryNetwork(PublicAccess.ENABLED, false, List.of(), List.of(), List.of(ShopNetwork.DATA)));
            assertThat(Examined.by(new EgressAddressCheck(), shop).open().detail())
                    .isEqualTo("contososhop refused the request, but now it allows every address: a rule change"
                            + " takes effect with a delay, or the nodes use an unknown outbound IP address");
        }

        @Test
        void otherFailuresRuleItOut() {
            shop.network.registryHas(
                    new RegistryNetwork(PublicAccess.ENABLED, false, List.of(), List.of(), List.of(ShopNetwork.DATA)));
            shop.network.timesOut();
            Examined.by(new EgressAddressCheck(), shop).isRuledOut("contososhop allows every address");
        }
    }
}
