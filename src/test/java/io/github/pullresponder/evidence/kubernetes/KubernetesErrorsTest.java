package io.github.pullresponder.evidence.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KubernetesErrorsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new KubernetesClientException("s3cret", 401, null), UnavailabilityReason.UNAUTHENTICATED),
                Arguments.of(new KubernetesClientException("s3cret", 403, null), UnavailabilityReason.FORBIDDEN),
                Arguments.of(new KubernetesClientException("s3cret", 429, null), UnavailabilityReason.THROTTLED),
                Arguments.of(new KubernetesClientException("s3cret", 302, null), UnavailabilityReason.MALFORMED),
                Arguments.of(new KubernetesClientException("s3cret", 503, null), UnavailabilityReason.UNREACHABLE),
                Arguments.of(
                        new KubernetesClientException("s3cret", new ConnectException()),
                        UnavailabilityReason.UNREACHABLE),
                Arguments.of(new IllegalStateException("s3cret"), UnavailabilityReason.MALFORMED));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("failures")
    void exceptionsOfTheClientBecomeAReasonWithoutTheirText(RuntimeException failure, UnavailabilityReason reason) {
        assertThatThrownBy(() -> find(failure))
                .isInstanceOfSatisfying(
                        EvidenceUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void aMissingResourceIsAbsentAndAnEmptyAnswerIsMalformed() {
        assertThat(KubernetesErrors.find("pod", Permission.READ_WORKLOADS, () -> {
                    throw new KubernetesClientException("s3cret", 404, null);
                }))
                .isEmpty();
        assertThatThrownBy(() -> KubernetesErrors.find("pod", Permission.READ_WORKLOADS, () -> null))
                .isInstanceOfSatisfying(
                        EvidenceUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.MALFORMED));
    }

    @Test
    void aServerWhoseCertificateIsNotTrustedWasReached() throws Exception {
        var server = server();
        try (var client = client("https://localhost:" + server.getAddress().getPort())) {
            assertThatThrownBy(() -> KubernetesErrors.find(
                            "pod",
                            Permission.READ_WORKLOADS,
                            () -> client.pods()
                                    .inNamespace("store")
                                    .withName("cart")
                                    .require()))
                    .isInstanceOfSatisfying(
                            EvidenceUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.UNTRUSTED))
                    .hasMessage("pod: its certificate is not trusted");
        } finally {
            server.stop(0);
        }
    }

    private static void find(RuntimeException failure) {
        KubernetesErrors.find("pod", Permission.READ_WORKLOADS, () -> {
            throw failure;
        });
    }

    private static KubernetesClient client(String server) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(server)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    /** A server with a self-signed certificate. */
    private HttpsServer server() throws IOException, GeneralSecurityException, InterruptedException {
        var store = folder.resolve("server.p12");
        var keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost"))
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.start();
        return server;
    }
}
