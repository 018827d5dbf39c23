package io.github.pullresponder.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenRequestContext;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.pullresponder.sandbox.Fixtures;
import io.github.pullresponder.sandbox.SdkClients;
import io.github.pullresponder.sandbox.SimulatedAzure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesSystemTest {
    private static SimulatedAzure azure;
    private static KubernetesClient client;

    @BeforeAll
    static void serve() {
        azure = SimulatedAzure.serve(Fixtures.shop());
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig(azure, "aks-shop")))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        azure.close();
    }

    @Test
    void theKubeconfigOfTheClusterLeadsToItsObjects() {
        assertThat(client.nodes()
                        .withName("aks-user-000000")
                        .get()
                        .getMetadata()
                        .getLabels())
                .containsEntry("kubernetes.azure.com/agentpool", "user");
        assertThat(client.secrets()
                        .inNamespace("shop")
                        .withName("registry")
                        .get()
                        .getType())
                .isEqualTo("kubernetes.io/dockerconfigjson");
        assertThat(client.apps().deployments().inNamespace("shop").list().getItems())
                .extracting(deployment -> deployment.getMetadata().getName())
                .containsExactly("web");
        assertThat(client.batch().v1().cronjobs().inAnyNamespace().list().getItems())
                .isEmpty();
        assertThat(client.namespaces().withName("shop").get()).isNotNull();
        assertThat(client.getKubernetesVersion().getGitVersion()).isEqualTo("v1.33.5");
    }

    @Test
    void aMissingObjectIsNull() {
        assertThat(client.pods().inNamespace("shop").withName("web-9").get()).isNull();
        assertThat(client.pods().inNamespace("other").withName("web-1").get()).isNull();
    }

    @Test
    void fieldsSelect() {
        assertThat(names(client.pods()
                        .inAnyNamespace()
                        .withField("status.phase", "Pending")
                        .withField("spec.nodeName", "aks-user-000000")
                        .list()
                        .getItems()))
                .isEqualTo("web-1");
    }

    @Test
    void fieldsCanExclude() {
        assertThat(client.v1()
                        .events()
                        .inNamespace("shop")
                        .withField("involvedObject.name", "web-1")
                        .withoutField("reason", "Failed")
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void aSelectionThatTheAppDoesNotAskForIsRefused() {
        assertThatThrownBy(() -> client.pods()
                        .inNamespace("shop")
                        .withLabel("app", "web")
                        .list())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        error -> assertThat(error.getCode()).isEqualTo(400));
        var doubled = new ListOptionsBuilder()
                .withFieldSelector("status.phase==Pending")
                .build();
        assertThatThrownBy(() -> client.pods().inNamespace("shop").list(doubled))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        error -> assertThat(error.getCode()).isEqualTo(400));
    }

    @Test
    void aLimitedListContinuesWhereItEnded() {
        var first = client.pods()
                .inNamespace("shop")
                .list(new ListOptionsBuilder().withLimit(1L).build());
        var second = client.pods()
                .inNamespace("shop")
                .list(new ListOptionsBuilder()
                        .withLimit(1L)
                        .withContinue(first.getMetadata().getContinue())
                        .build());

        assertThat(names(first.getItems())).isEqualTo("web-1");
        assertThat(names(second.getItems())).isEqualTo("api-1");
        assertThat(second.getMetadata().getContinue()).isNull();
    }

    @Test
    void anEntraClusterIsEnteredWithATokenForItsApiServers() {
        String kubeconfig = kubeconfig(azure, "aks-entra");
        assertThat(kubeconfig).contains("command: kubelogin").contains("6dae42f8-4368-4678-94ff-e3960e28e3e6");

        assertThat(namespacesAs(token("6dae42f8-4368-4678-94ff-e3960e28e3e6/.default")))
                .contains("shop");
        assertThatThrownBy(() -> namespacesAs(token("https://management.azure.com/.default")))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        error -> assertThat(error.getCode()).isEqualTo(401));
    }

    @Test
    void aFaultSpeaksAsTheServerDoes(@TempDir Path folder) {
        var estate = Fixtures.shopWithFaults(folder, "[{\"match\": \"GET .*/secrets\", \"status\": 403}]");
        try (var faulty = SimulatedAzure.serve(estate);
                var entering = new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(kubeconfig(faulty, "aks-shop")))
                        .build()) {
            var secrets = entering.secrets().inNamespace("shop");

            assertThatThrownBy(secrets::list)
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining(
                            "cannot list resource \"secrets\" in API group \"\" in the namespace \"shop\"");
        }
    }

    private static List<String> namespacesAs(String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(azure.origin() + "/kubernetes/aks-entra")
                .withOauthToken(token)
                .build();
        try (var entering = new KubernetesClientBuilder().withConfig(config).build()) {
            return entering.namespaces().list().getItems().stream()
                    .map(namespace -> namespace.getMetadata().getName())
                    .toList();
        }
    }

    private static String token(String scope) {
        return azure.administrator()
                .getTokenSync(new TokenRequestContext().addScopes(scope))
                .getToken();
    }

    private static String kubeconfig(SimulatedAzure azure, String cluster) {
        byte[] config = new SdkClients(azure)
                .clusters()
                .kubernetesClusters()
                .listUserKubeConfigContent("rg-shop", cluster)
                .get(0)
                .value();
        return new String(config, StandardCharsets.UTF_8);
    }

    private static String names(List<Pod> pods) {
        return String.join(
                " ", pods.stream().map(pod -> pod.getMetadata().getName()).toList());
    }
}
