package io.github.pullresponder.bench;

import com.azure.core.credential.TokenCredential;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.pullresponder.evidence.Clusters.Kubeconfig;
import io.github.pullresponder.evidence.KubernetesObjects;
import io.github.pullresponder.evidence.kubernetes.KubernetesClientFactory;
import io.github.pullresponder.evidence.kubernetes.TrustedApiServers;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.read.RequestCounter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** An API server with very many pods of realistic size, which answers with a delay. */
public final class LargeCluster implements AutoCloseable {
    private static final Pattern LIMIT = Pattern.compile("limit=(\\d+)");
    private static final Pattern CONTINUE = Pattern.compile("continue=(\\d+)");

    /** Half of a pod's size is managed fields, in which the API server records who changed each field. */
    private static final String MANAGED_FIELDS =
            "{\"manager\":\"kubelet\",\"operation\":\"Update\",\"fieldsV1\":{\"f:status\":{\"f:conditions\":{\".\":{}}}}},"
                            .repeat(12)
                    + "{\"manager\":\"kube-controller-manager\",\"operation\":\"Update\",\"fieldsV1\":{\"f:metadata\":{\"f:labels\":{\".\":{},\"f:app\":{}}}}}";

    private final HttpServer server;
    private final int pods;
    private final Duration latency;

    public LargeCluster(int pods, Duration latency) throws IOException {
        this.pods = pods;
        this.latency = latency;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(2, work -> {
            var thread = new Thread(work, "large-cluster");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    public KubernetesObjects connect() {
        TokenCredential nobody = request -> Mono.empty();
        return new KubernetesClientFactory(
                        nobody, Duration.ofSeconds(8), EnabledCapabilities.all(), TrustedApiServers.onThisMachine())
                .connect(
                        "large",
                        new Kubeconfig("""
                                clusters: [{name: a, cluster: {server: "http://localhost:%d"}}]
                                users: [{name: a, user: {token: a}}]
                                """.formatted(server.getAddress().getPort())),
                        new RequestCounter());
    }

    private void answer(HttpExchange exchange) throws IOException {
        await();
        var query = exchange.getRequestURI().getQuery();
        var first = number(CONTINUE, query, 0);
        var end = Math.min(pods, first + number(LIMIT, query, pods));
        var body = new StringBuilder("{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\"")
                .append(end < pods ? String.valueOf(end) : "")
                .append("\"},\"items\":[");
        for (var i = first; i < end; i++) {
            body.append(i == first ? "" : ",").append(pod(i));
        }
        var bytes = body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void await() {
        try {
            // Never counted down: this is the time of an answer.
            new CountDownLatch(1).await(latency.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int number(Pattern pattern, String query, int otherwise) {
        var found = pattern.matcher(query == null ? "" : query);
        return found.find() ? Integer.parseInt(found.group(1)) : otherwise;
    }

    private static String pod(int i) {
        return """
                {"metadata":{"name":"web-6f8d9c7b5-%d","namespace":"team-%d","uid":"%08d-0000-4000-8000-000000000000",
                 "labels":{"app":"web","pod-template-hash":"6f8d9c7b5"},"annotations":{"note":"%s"},
                 "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-6f8d9c7b5","controller":true}],
                 "managedFields":[%s]},
                 "spec":{"nodeName":"aks-apps-31415926-vmss%06d","serviceAccountName":"default",
                  "imagePullSecrets":[{"name":"registry"}],
                  "containers":[{"name":"web","image":"fabrikam.azurecr.io/team-%d/web:1.%d","env":[%s]}]},
                 "status":{"phase":"Running","containerStatuses":[{"name":"web","image":"x","imageID":"x","ready":true,
                  "restartCount":0,"state":{"running":{"startedAt":"2026-11-22T09:00:00Z"}}}]}}""".formatted(
                i,
                i % 50,
                i,
                "n".repeat(2_000),
                MANAGED_FIELDS,
                i % 500,
                i % 50,
                i % 200,
                "{\"name\":\"SOME_SETTING\",\"value\":\"some value of some length, as they have them\"},".repeat(50)
                        + "{\"name\":\"LAST\",\"value\":\"\"}");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
