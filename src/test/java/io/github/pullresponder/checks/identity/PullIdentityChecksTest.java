package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.ShopEvidence.ACR_PULL_GUID;
import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopEvidence.assignment;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.IdentityBinding;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.NodeMachine.UnknownMachine;
import io.github.pullresponder.cluster.ServiceAccountAnnotations;
import io.github.pullresponder.cluster.ServiceAccountImagePullProfile;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.SingleCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.DirectoryServicePrincipal;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullIdentityChecksTest {
    private static final String CLIENT = "0f6d3f7e-64f1-4f2b-9d5e-2b6b6d0c7a11";
    private static final String OBJECT = "a1c0de55-7c1e-4b5f-8b43-0d5a1f6f2e01";
    private static final ResourceId IDENTITY = ResourceId.parse("/subscriptions/" + CLUSTER.subscription()
            + "/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/web-puller");

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void nodesPullAsServiceAccounts() {
        shop.imagePullProfile = new ServiceAccountImagePullProfile(true, Optional.empty());
        shop.annotations = new ServiceAccountAnnotations(Optional.of(CLIENT), Optional.empty());
        shop.identityBindings.add(binding(CLIENT, "Succeeded"));
        shop.apps.put(CLIENT, app(true));
        shop.assignments.add(assignment(OBJECT, ACR_PULL_GUID));
        runs("1.34.2");
    }

    @Test
    void aBoundIdentityWithItsRoleIsInOrder() {
        assertThat(verdictOf(new ServiceAccountIdentityCheck())).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdictOf(new ServiceAccountIdentityBindingCheck()).detail())
                .isEqualTo("identity binding web-puller-ib binds web-puller to aks-shop");
        assertThat(verdictOf(new PullRoleCheck()).detail())
                .isEqualTo("web-puller can pull with AcrPull on contososhop");
        assertThat(verdictOf(new KubeletIdentityOnNodesCheck())).isInstanceOf(Verdict.NotApplicable.class);
    }

    @Test
    void withoutAnAnnotationAndADefaultNoIdentityPulls() {
        shop.annotations = new ServiceAccountAnnotations(Optional.empty(), Optional.empty());
        var finding = ((Verdict.Confirmed) verdictOf(new ServiceAccountIdentityCheck())).finding();
        assertThat(finding.cause()).isEqualTo(Cause.PULL_IDENTITY_NOT_NAMED);
        assertThat(finding.remedies())
                .flatExtracting(Remedy::commands)
                .first()
                .hasToString("kubectl --context aks-shop annotate --overwrite serviceaccount/default --namespace shop"
                        + " kubernetes.azure.com/acr-client-id=" + CLIENT);
    }

    @Test
    void anEmptyAnnotationHidesTheDefault() {
        shop.imagePullProfile = new ServiceAccountImagePullProfile(true, Optional.of(IDENTITY));
        shop.annotations = new ServiceAccountAnnotations(Optional.of(""), Optional.empty());
        assertThat(verdictOf(new ServiceAccountIdentityCheck())).isInstanceOf(Verdict.Confirmed.class);
    }

    @Test
    void theDefaultPullsWhereNoneIsNamed() {
        shop.imagePullProfile = new ServiceAccountImagePullProfile(true, Optional.of(IDENTITY));
        shop.annotations = new ServiceAccountAnnotations(Optional.empty(), Optional.empty());
        assertThat(verdictOf(new ServiceAccountIdentityCheck())).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdictOf(new ServiceAccountIdentityBindingCheck())).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdictOf(new PullRoleCheck())).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void anUnboundIdentityIsConfirmedWithTheCommandThatBindsIt() {
        shop.identityBindings.clear();
        shop.principals.add(new DirectoryServicePrincipal(
                OBJECT, CLIENT, "web-puller", List.of("isExplicit=True", IDENTITY.toString())));
        var finding = ((Verdict.Confirmed) verdictOf(new ServiceAccountIdentityBindingCheck())).finding();
        assertThat(finding.cause()).isEqualTo(Cause.PULL_IDENTITY_NOT_BOUND);
        assertThat(finding.evidence())
                .extracting(Evidence::fact)
                .contains("the identity bindings of aks-shop are for no identity");
        assertThat(finding.remedies())
                .flatExtracting(Remedy::commands)
                .first()
                .hasToString("az aks identity-binding create --resource-group rg-shop --cluster-name aks-shop"
                        + " --subscription " + CLUSTER.subscription()
                        + " --name web-puller --managed-identity-resource-id " + IDENTITY);
    }

    @Test
    void anIdentityThatDoesNotExistIsNotBound() {
        shop.apps.put(CLIENT, app(false));
        var finding = ((Verdict.Confirmed) verdictOf(new ServiceAccountIdentityBindingCheck())).finding();
        assertThat(finding.summary()).contains("does not exist");
        assertThat(verdictOf(new PullRoleCheck())).isInstanceOf(Verdict.NotApplicable.class);
    }

    @Test
    void anIdentityOfAnotherTenantIsNotReportedAsMissing() {
        shop.annotations = new ServiceAccountAnnotations(Optional.of(CLIENT), Optional.of("5c9a7b1e-another-tenant"));
        shop.apps.put(CLIENT, app(false));
        assertThat(verdictOf(new ServiceAccountIdentityBindingCheck()).detail())
                .endsWith("Pull Responder could not read whether the identity still exists");
        assertThat(verdictOf(new PullRoleCheck())).isInstanceOfSatisfying(Verdict.Undetermined.class, open -> {
            assertThat(open.detail()).contains("signs in to tenant 5c9a7b1e-another-tenant");
            assertThat(open.limitation()).isPresent();
        });

        shop.identityBindings.clear();
        assertThat(verdictOf(new ServiceAccountIdentityBindingCheck()).detail()).contains("is not bound to aks-shop");
    }

    @Test
    void theTenantOfTheClusterMayBeNamedInAnyCase() {
        shop.annotations = new ServiceAccountAnnotations(
                Optional.of(CLIENT), Optional.of(ShopEvidence.TENANT.toUpperCase(Locale.ROOT)));
        assertThat(verdictOf(new PullRoleCheck())).isInstanceOf(Verdict.RuledOut.class);

        shop.apps.put(CLIENT, app(false));
        assertThat(verdictOf(new ServiceAccountIdentityBindingCheck()).detail()).contains("does not exist");
    }

    @Test
    void aBindingIsReportedAsUncheckedIfTheDirectoryIsNotRead() {
        shop.unreadable.put("apps", EvidenceUnavailableException.forbidden("apps", Permission.READ_DIRECTORY_OBJECTS));
        assertThat(verdictOf(new ServiceAccountIdentityBindingCheck()).detail())
                .endsWith("Pull Responder could not read whether the identity still exists");
        assertThat(verdictOf(new PullRoleCheck())).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void aBindingThatIsNotReadyOrNotReadLeavesItOpen() {
        shop.identityBindings.set(0, binding(CLIENT, "Updating"));
        assertThat(verdictOf(new ServiceAccountIdentityBindingCheck())).isInstanceOf(Verdict.Undetermined.class);

        shop.unreadable.put(
                "identityBindings",
                EvidenceUnavailableException.forbidden("bindings", Permission.READ_IDENTITY_BINDINGS));
        assertThat(verdictOf(new ServiceAccountIdentityBindingCheck())).isInstanceOf(Verdict.Undetermined.class);
    }

    @Test
    void theRoleOfTheKubeletIdentityDoesNotCount() {
        shop.assignments.remove(shop.assignments.size() - 1);
        var finding = ((Verdict.Confirmed) verdictOf(new PullRoleCheck())).finding();
        assertThat(finding.summary()).isEqualTo("AcrPull is missing for web-puller on contososhop");
        assertThat(finding.remedies())
                .flatExtracting(Remedy::commands)
                .extracting(Object::toString)
                .singleElement()
                .satisfies(command -> assertThat(command).contains("role assignment create", OBJECT));
        assertThat(verdictOf(new PullRoleOnAnotherIdentityCheck())).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void anOlderKubeletPullsWithItsOwnIdentity() {
        runs("1.33.5");
        assertThat(verdictOf(new ServiceAccountIdentityCheck())).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(verdictOf(new PullRoleCheck()).detail()).startsWith("aks-shop-agentpool can pull");
        assertThat(shop.asked).doesNotContain("imagePullProfile");
    }

    @Test
    void aProfileThatIsNotReadLeavesOpenWhoPulls() {
        shop.unreadable.put(
                "imagePullProfile", EvidenceUnavailableException.forbidden("profile", Permission.READ_CLUSTER));
        assertThat(verdictOf(new PullRoleCheck())).isInstanceOf(Verdict.Undetermined.class);
    }

    @Test
    void withoutAPodWhichServiceAccountPullsIsNotKnown() {
        var failure = PullFailure.ofImage(CLUSTER, ShopEvidence.IMAGE, Optional.of(ShopEvidence.UNAUTHORIZED_MESSAGE));
        shop.cluster = shop.cluster.map(cluster -> new Cluster(
                cluster.id(),
                cluster.location(),
                cluster.tenantId(),
                cluster.kubeletIdentity(),
                cluster.servicePrincipalClientId(),
                cluster.controlPlanePrincipalIds(),
                cluster.nodeResourceGroup(),
                List.of(new Cluster.NodePool("user", Optional.of("1.34.2"), Optional.empty(), Optional.empty())),
                cluster.network(),
                cluster.logWorkspace()));
        try (var pull = shop.pull(failure)) {
            assertThat(SingleCheck.verdictOf(new PullRoleCheck(), pull)).isInstanceOf(Verdict.Undetermined.class);
        }
    }

    @Test
    void anAnnotationAloneDoesNotChangeWhoPulls() {
        shop.imagePullProfile = ServiceAccountImagePullProfile.OFF;
        shop.assignments.clear();
        assertThat(verdictOf(new PullRoleCheck()).detail())
                .isEqualTo("AcrPull is missing for aks-shop-agentpool on contososhop");
    }

    @Test
    void nodesThatWereConfiguredByHandMayUseBothAnnotations() {
        shop.imagePullProfile = ServiceAccountImagePullProfile.OFF;
        shop.annotations = new ServiceAccountAnnotations(Optional.of(CLIENT), Optional.of(ShopEvidence.TENANT));
        shop.assignments.remove(0);
        assertThat(verdictOf(new PullRoleCheck())).isInstanceOfSatisfying(Verdict.Undetermined.class, open -> {
            assertThat(open.limitation()).isPresent();
            assertThat(open.suspect()).isPresent();
        });

        shop.assignments.clear();
        assertThat(verdictOf(new PullRoleCheck())).isInstanceOf(Verdict.Confirmed.class);
    }

    private void runs(String kubeletVersion) {
        var node = shop.node.orElseThrow();
        shop.node = Optional.of(new Node(
                node.name(),
                node.nodePool(),
                node.platform(),
                node.address(),
                node.troubles(),
                new UnknownMachine(),
                Optional.of(kubeletVersion),
                Optional.empty(),
                Optional.empty()));
    }

    private static IdentityBinding binding(String clientId, String state) {
        return new IdentityBinding(
                ResourceId.parse(CLUSTER + "/identityBindings/web-puller-ib"), IDENTITY, clientId, OBJECT, state);
    }

    private static EntraApp app(boolean exists) {
        return new EntraApp(
                CLIENT,
                Optional.empty(),
                exists
                        ? Optional.of(
                                new EntraApp.ServicePrincipal(OBJECT, "web-puller", true, Optional.empty(), List.of()))
                        : Optional.empty());
    }

    private Verdict verdictOf(Check check) {
        try (var pull = shop.pull()) {
            return SingleCheck.verdictOf(check, pull);
        }
    }
}
