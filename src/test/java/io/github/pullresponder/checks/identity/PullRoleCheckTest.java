package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.ShopEvidence.ACR_DELETE_GUID;
import static io.github.pullresponder.diagnosis.ShopEvidence.ACR_PULL_GUID;
import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopEvidence.KUBELET_OBJECT;
import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY;
import static io.github.pullresponder.diagnosis.ShopEvidence.REPOSITORY_READER_GUID;
import static io.github.pullresponder.diagnosis.ShopEvidence.assignment;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.cluster.DockerAuthsKey;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.SingleCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.RoleAssignmentMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PullRoleCheckTest {
    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void noRoleIsConfirmedWithIdentityActionAndCommand() {
        shop.assignments.clear();
        var finding = confirmed();
        assertThat(finding.cause()).isEqualTo(Cause.PULL_ROLE_MISSING);
        assertThat(finding.summary()).isEqualTo("AcrPull is missing for aks-shop-agentpool on contososhop");
        assertThat(finding.evidence())
                .extracting(Evidence::fact)
                .containsExactly(
                        "aks-shop-agentpool (object " + KUBELET_OBJECT
                                + ") has no role with Microsoft.ContainerRegistry/registries/pull/read on contososhop or a higher scope",
                        "the role assignment mode of contososhop is LegacyRegistryPermissions");
        assertThat(finding.remedies())
                .flatExtracting(Remedy::commands)
                .extracting(Object::toString)
                .containsExactly(
                        "az aks update --resource-group rg-shop --name aks-shop --subscription "
                                + CLUSTER.subscription() + " --attach-acr " + REGISTRY,
                        "az role assignment create --assignee-object-id " + KUBELET_OBJECT
                                + " --assignee-principal-type ServicePrincipal --role AcrPull --scope " + REGISTRY);
    }

    @Test
    void theRoleRulesItOut() {
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdict().detail()).isEqualTo("aks-shop-agentpool can pull with AcrPull on contososhop");
    }

    @Test
    void aRoleThatDoesNotPermitPullingIsNamed() {
        shop.assignments.set(0, assignment(KUBELET_OBJECT, ACR_DELETE_GUID));
        assertThat(confirmed().evidence())
                .extracting(Evidence::fact)
                .contains(
                        "its roles there do not grant the pull: AcrDelete on contososhop (it does not permit pulling)");
    }

    @Test
    void anAbacRegistryIsFixedWithRepositoryReaderNotWithAttachAcr() {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.ABAC);
        assertThat(confirmed().remedies())
                .flatExtracting(Remedy::commands)
                .extracting(Object::toString)
                .containsExactly("az role assignment create --assignee-object-id " + KUBELET_OBJECT
                        + " --assignee-principal-type ServicePrincipal --role 'Container Registry Repository Reader' --scope "
                        + REGISTRY);
    }

    @Test
    void aRoleThroughAGroupRulesItOut() {
        shop.assignments.set(0, assignment("puller-group", ACR_PULL_GUID));
        shop.groups.put("puller-group", Set.of(KUBELET_OBJECT));
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
    }

    @Test
    void aRoleOfFiveMinutesAgoIsNeitherMissingNorThere() {
        shop.assignments.set(
                0, assignment(KUBELET_OBJECT, ACR_PULL_GUID, REGISTRY, ShopEvidence.NOW.minus(Duration.ofMinutes(5))));
        var verdict = verdict();
        assertThat(verdict).isInstanceOf(Verdict.Undetermined.class);
        assertThat(verdict.advisories()).singleElement().satisfies(advisory -> {
            assertThat(advisory.cause()).isEqualTo(Cause.PULL_ROLE_NOT_YET_EFFECTIVE);
            assertThat(advisory.summary()).endsWith("wait until 2026-11-22 10:05 UTC");
        });
    }

    @Test
    void aConditionOfAnotherFormIsQuoted() {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.ABAC);
        shop.assignments.set(0, conditional("@Resource[x] StringLike 'shop/*'"));
        assertThat(verdict())
                .isEqualTo(
                        Verdict.undetermined(
                                "the condition of Container Registry Repository Reader on contososhop has a form that Pull Responder does not evaluate: @Resource[x] StringLike 'shop/*'"));
    }

    @Test
    void anUnreadableRoleDefinitionConfirmsNothing() {
        shop.definitions.clear();
        assertThat(verdict()).isInstanceOf(Verdict.Undetermined.class);
    }

    @Test
    void aRegistryWithAnonymousPullIsNotTheCause() {
        shop.assignments.clear();
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.LEGACY, true, true, true);
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdict().detail()).endsWith("but anonymous can pull");
    }

    @Test
    void aPodPullsWithThePullSecretForTheHost() {
        shop.assignments.clear();
        shop.pullsWith("contososhop", "current-1");
        assertThat(verdict()).isEqualTo(Verdict.notApplicable("the pod pulls with pull secret shop/regcred"));
    }

    @Test
    void aPullSecretForDockerHubMeansNothingHere() {
        shop.assignments.clear();
        shop.pullsWith(new PullSecret.RegistryLogins(List.of(new PullSecret.RegistryLogin(
                new DockerAuthsKey("https://index.docker.io/v1/"), "u", new SecretValue("p"), Optional.empty()))));
        assertThat(confirmed().cause()).isEqualTo(Cause.PULL_ROLE_MISSING);
    }

    @Test
    void aPullSecretThatMayNotBeReadLeavesItOpenAndSuspectsTheRole() {
        shop.assignments.clear();
        shop.serviceAccountSecrets.add("regcred");
        shop.unreadable.put(
                "secret", EvidenceUnavailableException.forbidden("secret shop/regcred", Permission.READ_PULL_SECRETS));
        assertThat(verdict()).isInstanceOfSatisfying(Verdict.Undetermined.class, verdict -> {
            assertThat(verdict.needs()).contains(Permission.READ_PULL_SECRETS);
            assertThat(verdict.suspect())
                    .hasValueSatisfying(finding -> assertThat(finding.cause()).isEqualTo(Cause.PULL_ROLE_MISSING));
        });
    }

    @Test
    void aRoleOfHalfAnHourAgoCountsButNodesMayHaveCachedOlderCredentials() {
        shop.assignments.set(
                0, assignment(KUBELET_OBJECT, ACR_PULL_GUID, REGISTRY, ShopEvidence.NOW.minus(Duration.ofMinutes(30))));
        assertThat(verdict()).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdict().advisories())
                .extracting(Finding::cause)
                .containsExactly(Cause.CREDENTIAL_CACHED_BY_KUBELET);
    }

    @Test
    void anImageOfAnotherRegistryDoesNotApply() {
        var failure = PullFailure.ofImage(CLUSTER, "nginx:1.29", Optional.empty());
        try (var pull = shop.pull(failure)) {
            assertThat(SingleCheck.verdictOf(new PullRoleCheck(), pull))
                    .isEqualTo(Verdict.notApplicable("docker.io is not an Azure container registry"));
        }
    }

    @Test
    void theRolesOfAClustersServicePrincipalAreChecked() {
        shop.cluster = Optional.of(ShopEvidence.cluster(Optional.of("app-1")));
        shop.apps.put("app-1", ShopEvidence.app("app-1", "sp-object", "aks-shop-sp"));
        assertThat(confirmed().summary()).isEqualTo("AcrPull is missing for aks-shop-sp on contososhop");
    }

    private RoleAssignment conditional(String condition) {
        return ShopEvidence.under(condition, assignment(KUBELET_OBJECT, REPOSITORY_READER_GUID));
    }

    private Verdict verdict() {
        try (var pull = shop.pull()) {
            return SingleCheck.verdictOf(new PullRoleCheck(), pull);
        }
    }

    private Finding confirmed() {
        var verdict = verdict();
        assertThat(verdict).isInstanceOf(Verdict.Confirmed.class);
        return ((Verdict.Confirmed) verdict).finding();
    }
}
