package io.github.pullresponder.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.cluster.DockerAuthsKey;
import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.Pod.Container;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.PullSecret.RegistryLogin;
import io.github.pullresponder.cluster.PullSecret.RegistryLogins;
import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.PullPredictionReport;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.queue.ResourceChange;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Limitation;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.registry.RoleAssignmentMode;
import io.github.pullresponder.resource.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeImpactPredictorTest {
    private static final String REPORT = "20261122-0123456789abcdef0123456789abcdef";

    private final ShopEvidence shop = new ShopEvidence();
    private final ReadExecutor reads = new ReadExecutor(16, Duration.ofSeconds(10));

    @AfterEach
    void close() {
        reads.close();
    }

    @Test
    void aRoleThatIsGoneWillKeepRunningPodsFromPulling() {
        shop.assignments.clear();
        var prediction = afterRoleChange().get(0);

        assertThat(prediction.id()).isEqualTo(REPORT);
        assertThat(prediction.causes()).singleElement().satisfies(finding -> {
            assertThat(finding.cause()).isEqualTo(Cause.PULL_ROLE_MISSING);
            assertThat(facts(finding))
                    .contains(
                            "Dana: Microsoft.Authorization/roleAssignments/delete on 9f1c at 2026-11-22 09:58 UTC",
                            "1 pod uses contososhop.azurecr.io/shop/web:1.4.2 and would not start again: shop/web");
        });
    }

    @Test
    void aRoleThatIsStillThereWillNot() {
        assertThat(afterRoleChange())
                .singleElement()
                .satisfies(prediction -> assertThat(prediction.causes()).isEmpty());
    }

    @Test
    void imagesOfOtherRegistriesAreNotExamined() {
        shop.assignments.clear();
        shop.pulls("docker.io/library/nginx:1.29", "");
        assertThat(afterRoleChange()).isEmpty();
    }

    /** Pods beyond the limit are not ruled out. */
    @Test
    void ofVeryManyImagesTheFirstAreExaminedAndNothingIsRuledOutForTheOthers() {
        var pod = shop.pod.orElseThrow();
        shop.pod = Optional.of(new Pod(
                pod.namespace(),
                pod.name(),
                pod.node(),
                pod.serviceAccount(),
                pod.imagePullSecrets(),
                IntStream.range(0, 24)
                        .mapToObj(i -> new Container(
                                "part-" + i,
                                "contososhop.azurecr.io/shop/part-%d:1.0".formatted(i),
                                Optional.empty(),
                                Optional.empty()))
                        .toList(),
                pod.owner()));

        var prediction = afterRoleChange().get(0);
        assertThat(prediction.withVerdict(Verdict.RuledOut.class)).isEmpty();
        assertThat(prediction.limitations().keySet())
                .extracting(Limitation::words)
                .singleElement()
                .asString()
                .startsWith("20 of ")
                .endsWith("images that the cluster uses from this registry were read");
    }

    @Test
    void unreadablePodsAreReported() {
        shop.unreadable.put(
                "pods", EvidenceUnavailableException.forbidden("the pods of aks-shop", Permission.READ_WORKLOADS));
        assertThatThrownBy(this::afterRoleChange)
                .isInstanceOf(EvidenceUnavailableException.class)
                .hasMessageContaining("the pods of");
    }

    @Test
    void eachStaleSecretIsAFindingWithItsWorkloads() {
        adminSecrets("regcred", "old", "other", "older", "current", "Adm1n-0ne");
        shop.assignments.clear();
        shop.serviceAccountSecrets.add("regcred");
        var prediction = afterRegeneration();

        assertThat(prediction.causes())
                .extracting(Finding::summary)
                .containsExactlyInAnyOrder(
                        "The pull secret shop/regcred contains an old password of the admin user of contososhop",
                        "The pull secret shop/other contains an old password of the admin user of contososhop");
        assertThat(prediction.causes())
                .allSatisfy(finding -> assertThat(facts(finding))
                        .contains(
                                "Dana: Microsoft.ContainerRegistry/registries/regenerateCredential/action on contososhop at"
                                        + " 2026-11-22 09:58 UTC"));
        assertThat(of("shop/regcred", prediction)).contains("in namespace shop, used by deployment/web");
        assertThat(of("shop/other", prediction)).contains("no pod uses it now");
        assertThat(prediction.withVerdict(Verdict.RuledOut.class))
                .singleElement()
                .satisfies(check -> assertThat(check.question()).contains("shop/current"));
    }

    @Test
    void podsThatCanPullInAnotherWayDoNotFailYet() {
        adminSecrets("regcred", "old");
        shop.serviceAccountSecrets.add("regcred");
        var prediction = afterRegeneration();
        assertThat(prediction.subject().pods()).as("pods that will fail").isEmpty();
        assertThat(of("shop/regcred", prediction))
                .anySatisfy(fact -> assertThat(fact)
                        .startsWith("its pods do not fail yet: ")
                        .contains("aks-shop-agentpool can pull"));
    }

    @Test
    void withoutPermissionToListSecretsThoseOfPodsAreRead() {
        adminSecrets("regcred", "old", "other", "older");
        shop.serviceAccountSecrets.add("regcred");
        shop.unreadable.put(
                "secrets", EvidenceUnavailableException.forbidden("the pull secrets", Permission.LIST_PULL_SECRETS));

        assertThat(afterRegeneration().causes()).hasSize(1);
    }

    @Test
    void anUnreadablePasswordIsUndetermined() {
        adminSecrets("regcred", "old");
        shop.unreadable.put(
                "adminPasswords",
                EvidenceUnavailableException.forbidden("admin passwords", Permission.LIST_ADMIN_CREDENTIALS));
        var prediction = afterRegeneration();

        assertThat(prediction.causes()).isEmpty();
        assertThat(prediction.withVerdict(Verdict.Undetermined.class))
                .singleElement()
                .satisfies(check -> assertThat(check.verdict().detail()).contains("listCredentials"));
    }

    private List<PullPredictionReport> afterRoleChange() {
        return after(
                WatchedOperation.DELETE_ROLE_ASSIGNMENT,
                ShopEvidence.REGISTRY + "/providers/Microsoft.Authorization/roleAssignments/9f1c");
    }

    private PullPredictionReport afterRegeneration() {
        return after(WatchedOperation.REGENERATE_ADMIN_PASSWORD, ShopEvidence.REGISTRY.toString())
                .get(0);
    }

    private List<PullPredictionReport> after(WatchedOperation operation, String resource) {
        var sources = new SeenClusters(shop, List.of());
        var diagnostician = new Diagnostician(
                CheckCatalog.all(), tally -> sources, reads, ShopEvidence.clock(), Duration.ofSeconds(20));
        var changed = new ResourceChanged(
                "change-1",
                new OriginEvent(
                        new Trigger(TriggerType.EVENT, "AzureEvent"), "event-1", Instant.parse("2026-11-22T09:58:22Z")),
                new ResourceChange(
                        operation.operation(), ResourceId.parse(resource), Optional.of("Dana"), Optional.empty()),
                Optional.of(ShopEvidence.CLUSTER));
        return new ChangeImpactPredictor(diagnostician, tally -> sources, ShopEvidence.clock())
                .examine(changed, ShopEvidence.CLUSTER, REPORT);
    }

    private void adminSecrets(String... namesAndPasswords) {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.LEGACY, false, true, true);
        shop.adminPasswords = List.of(new SecretValue("Adm1n-0ne"), new SecretValue("Adm1n-tw0"));
        for (var i = 0; i < namesAndPasswords.length; i += 2) {
            var login = new RegistryLogin(
                    new DockerAuthsKey("https://contososhop.azurecr.io"),
                    "contososhop",
                    new SecretValue(namesAndPasswords[i + 1]),
                    Optional.empty());
            shop.secrets.put(
                    namesAndPasswords[i],
                    new PullSecret("shop", namesAndPasswords[i], Optional.empty(), new RegistryLogins(List.of(login))));
        }
    }

    private static List<String> of(String secret, PullPredictionReport prediction) {
        return prediction.causes().stream()
                .filter(finding -> finding.summary().contains(secret))
                .flatMap(finding -> facts(finding).stream())
                .toList();
    }

    private static List<String> facts(Finding finding) {
        return finding.evidence().stream().map(Evidence::fact).toList();
    }
}
