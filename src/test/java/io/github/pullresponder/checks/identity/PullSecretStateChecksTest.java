package io.github.pullresponder.checks.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.cluster.DockerAuthsKey;
import io.github.pullresponder.cluster.PullSecret.MalformedSecretContent;
import io.github.pullresponder.cluster.PullSecret.OtherSecretType;
import io.github.pullresponder.cluster.PullSecret.PullSecretContent;
import io.github.pullresponder.cluster.PullSecret.RegistryLogin;
import io.github.pullresponder.cluster.PullSecret.RegistryLogins;
import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.pullerror.Symptom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks that a pull secret exists, is readable, and is for this registry. */
class PullSecretStateChecksTest {
    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void theKubeletIdentityCannotPull() {
        shop.assignments.clear();
    }

    @Test
    void aSecretThatIsNotThereIsTheCause() {
        shop.serviceAccountSecrets.add("regcred");
        var examined = Examined.by(new PullSecretExistsCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.PULL_SECRET_MISSING);
        assertThat(examined.facts())
                .containsExactly("the pod or its service account names it, and namespace shop does not contain it");
        assertThat(examined.commands().get(0))
                .startsWith("az acr token create --name aks-shop-pull-146a0edc --registry contososhop")
                .contains("kubectl --context aks-shop create secret docker-registry regcred --namespace shop");
    }

    @Test
    void theKubeletsErrorForAnUnreadableSecretIsExplained() {
        shop.serviceAccountSecrets.add("regcred");
        shop.events = List.of(ShopEvidence.failed("Unable to retrieve some image pull secrets (regcred); attempting to"
                + " pull the image may not succeed."));
        var diagnosis = shop.diagnose(CheckCatalog.all());
        assertThat(diagnosis.error().symptom()).isEqualTo(Symptom.PULL_SECRET_UNREADABLE);
        assertThat(diagnosis.causes()).extracting(Finding::cause).containsExactly(Cause.PULL_SECRET_MISSING);
        assertThat(diagnosis.checks())
                .extracting(CheckResult::id)
                .containsExactly("pull-secret-exists", "pull-secret-readable");
    }

    @Test
    void aSecretOfAnotherTypeIsTheCause() {
        shop.pullsWith(new OtherSecretType("Opaque"));
        assertThat(Examined.by(new PullSecretExistsCheck(), shop).facts())
                .containsExactly("its type is Opaque, not kubernetes.io/dockerconfigjson");
    }

    @Test
    void aSecretThatCannotBeReadIsTheCause() {
        shop.pullsWith(new MalformedSecretContent(".dockerconfigjson is not JSON", true));
        var examined = Examined.by(new PullSecretReadableCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.PULL_SECRET_MALFORMED);
        assertThat(examined.facts()).containsExactly(".dockerconfigjson is not JSON");
        Examined.by(new PullSecretExistsCheck(), shop).isRuledOut("pull secret shop/regcred exists");
    }

    @Test
    void aSecretForAnotherAzureRegistryIsTheCauseWithItsKeys() {
        shop.pullsWith(logins("https://contosodev.azurecr.io/", "ghcr.io"));
        var examined = Examined.by(new PullSecretRegistryCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.PULL_SECRET_FOR_OTHER_REGISTRY);
        assertThat(examined.facts())
                .containsExactly(
                        "the keys of its auths are ghcr.io, https://contosodev.azurecr.io/; none matches contososhop.azurecr.io");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contososhop.azurecr.oi", "contososhop.azureacr.io", "contososhp.azurecr.io"})
    void aSecretForANearMissIsTheCause(String key) {
        shop.pullsWith(logins(key));
        assertThat(Examined.by(new PullSecretRegistryCheck(), shop).finding().cause())
                .isEqualTo(Cause.PULL_SECRET_FOR_OTHER_REGISTRY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contososhop.azurecr.io",
                "https://contososhop.azurecr.io",
                "https://contososhop.azurecr.io/v2/",
                "contososhop.azurecr.io/",
                "contososhop.azurecr.io/shop",
                "*.azurecr.io"
            })
    void aKeyThatTheKubeletMatchesRulesAllThreeOut(String key) {
        shop.pullsWith(logins(key));
        Examined.by(new PullSecretExistsCheck(), shop).isRuledOut("pull secret shop/regcred exists");
        Examined.by(new PullSecretReadableCheck(), shop).isRuledOut("pull secret shop/regcred is readable");
        Examined.by(new PullSecretRegistryCheck(), shop).isRuledOut("pull secret shop/regcred is for " + key);
    }

    /** The kubelet compares keys letter by letter, port included. */
    @ParameterizedTest
    @ValueSource(strings = {"contososhop.azurecr.io:443", "ContosoShop.azurecr.io"})
    void aKeyThatDiffersInCaseOrPortIsForAnotherRegistry(String key) {
        shop.pullsWith(logins(key));
        assertThat(Examined.by(new PullSecretRegistryCheck(), shop).finding().cause())
                .isEqualTo(Cause.PULL_SECRET_FOR_OTHER_REGISTRY);
    }

    @Test
    void aSecretForDockerHubIsNotUsed() {
        shop.pullsWith(logins("https://index.docker.io/v1/"));
        Examined.by(new PullSecretRegistryCheck(), shop).doesNotApply();
    }

    @Test
    void aPathThatIsNotTheRepositorysIsForAnotherOne() {
        shop.pullsWith(logins("contososhop.azurecr.io/stock"));
        assertThat(Examined.by(new PullSecretRegistryCheck(), shop).finding().cause())
                .isEqualTo(Cause.PULL_SECRET_FOR_OTHER_REGISTRY);
    }

    private static PullSecretContent logins(String... keys) {
        return new RegistryLogins(Arrays.stream(keys)
                .map(key -> new RegistryLogin(
                        new DockerAuthsKey(key), "contososhop", new SecretValue("current-1"), Optional.empty()))
                .collect(java.util.stream.Collectors.collectingAndThen(
                        java.util.stream.Collectors.toList(), List::copyOf)));
    }
}
