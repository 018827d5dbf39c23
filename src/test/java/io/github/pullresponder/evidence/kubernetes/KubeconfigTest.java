package io.github.pullresponder.evidence.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import io.github.pullresponder.evidence.Clusters.Kubeconfig;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.sandbox.FinestLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** A kubeconfig contains credentials: no error message repeats its content. */
@Isolated("It reads the log of the whole process, at its finest level.")
class KubeconfigTest {
    private static final String SECRET = "s3cret-t0ken";
    private static final String CLUSTERS = "clusters: [{name: a, cluster: {server: 'http://localhost:1'}}]\n";
    private static final String USERS = "users: [{name: a, user: {token: " + SECRET + "}}]\n";

    private final TokenCredential credential = request -> Mono.empty();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cret-t0ken",
                "{users: [s3cret-t0ken",
                "token: s3cret-t0ken: x: [\n\t- }",
                "users: s3cret-t0ken\n" + CLUSTERS,
                "users: [s3cret-t0ken]\n" + CLUSTERS,
                "users: [{name: s3cret-t0ken}]\n" + CLUSTERS,
                "users: [null]\n" + CLUSTERS,
                "users: []\n" + CLUSTERS,
                "users: null\n" + CLUSTERS,
                CLUSTERS,
                USERS,
                USERS + "clusters: []\n",
                USERS + "clusters: [null]\n",
                USERS + "clusters: [{name: a}]\n",
                USERS + "clusters: [{name: a, cluster: {}}]\n",
                USERS + "clusters: [{name: a, cluster: {server: [s3cret-t0ken]}}]\n",
                "users: [{name: a, user: {client-certificate-data: '*s3cret-t0ken*', client-key-data: 's3cret-t0ken'}}]\n"
                        + CLUSTERS,
                "&a [*a, *a, s3cret-t0ken]",
                "!!java.net.URL ['s3cret-t0ken']",
                "users: &u [{name: s3cret-t0ken, <<: *u}]"
            })
    void anUnreadableKubeconfigDoesNotRevealItsContent(String yaml) {
        try (var log = new FinestLog(List.of())) {
            assertThatThrownBy(() -> connect(yaml))
                    .isInstanceOfSatisfying(
                            EvidenceUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.MALFORMED))
                    .hasMessage("kubeconfig of aks: an answer that cannot be read")
                    .hasNoCause();
            assertThat(log.text()).doesNotContain(SECRET);
        }
    }

    @Test
    void oneThatIsCompleteIsUsed() {
        assertThatCode(() -> connect(USERS + CLUSTERS)).doesNotThrowAnyException();
    }

    private void connect(String yaml) {
        new KubernetesClientFactory(
                        credential, Duration.ofSeconds(1), EnabledCapabilities.all(), TrustedApiServers.onThisMachine())
                .connect("aks", new Kubeconfig(yaml), new RequestCounter())
                .close();
    }
}
