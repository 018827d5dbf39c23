package io.github.pullresponder.evidence.kubernetes;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.github.pullresponder.evidence.Clusters.Kubeconfig;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.read.RequestCounter;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Opens a Kubernetes client from the kubeconfig that AKS returns.
 *
 * <p>Uses only the server, its certificate and a token or client certificate. It never runs an {@code exec} plugin: instead, it presents
 * Pull Responder's own Entra token for the AKS server application.
 */
public final class KubernetesClientFactory {
    /** The application id of "Azure Kubernetes Service AAD Server", the same in every tenant. */
    private static final String AKS_SERVER_SCOPE = "6dae42f8-4368-4678-94ff-e3960e28e3e6/.default";

    /** One instance for all clients, without a search for every class of the Kubernetes API, because all reads are of known ones. */
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization(new ObjectMapper(), false);

    private static final int MOST_RETRIES = 3;
    private static final int FIRST_DELAY_MILLIS = 200;

    private final TokenCredential credential;
    private final Duration readTimeout;
    private final EnabledCapabilities capabilities;
    private final TrustedApiServers servers;

    /**
     * @param readTimeout the maximum time of one read, retries included
     * @param servers the API servers that may receive the credential
     */
    public KubernetesClientFactory(
            TokenCredential credential,
            Duration readTimeout,
            EnabledCapabilities capabilities,
            TrustedApiServers servers) {
        this.credential = credential;
        this.readTimeout = readTimeout;
        this.capabilities = capabilities;
        this.servers = servers;
    }

    /**
     * Loads the classes that the first cluster needs: a fifth of the time to a process's first answer. Sends no request.
     */
    public static void warmUp() {
        try (var client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty()).build())
                .withKubernetesSerialization(SERIALIZATION)
                .build()) {
            client.pods().inNamespace("none").withName("none");
        }
        SERIALIZATION.unmarshal("kind: Config", io.fabric8.kubernetes.api.model.Config.class);
        SERIALIZATION.unmarshal("{\"kind\": \"Pod\"}", Pod.class);
    }

    /**
     * Opens a client for the cluster of a kubeconfig.
     *
     * @throws EvidenceUnavailableException if the kubeconfig names no server, or an untrusted one
     */
    public ApiKubernetesObjects connect(String clusterName, Kubeconfig kubeconfig, RequestCounter tally) {
        try {
            return new ApiKubernetesObjects(client(clusterName, kubeconfig, tally), clusterName, capabilities);
        } catch (EvidenceUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // Certificates and keys are read here. Without the original exception, which may quote them.
            throw EvidenceUnavailableException.because(UnavailabilityReason.MALFORMED, "kubeconfig of " + clusterName);
        }
    }

    private KubernetesClient client(String clusterName, Kubeconfig kubeconfig, RequestCounter tally) {
        return new KubernetesClientBuilder()
                .withConfig(config(clusterName, kubeconfig))
                .withKubernetesSerialization(SERIALIZATION)
                .withHttpClientFactory(new WithoutRedirects())
                .withHttpClientBuilderConsumer(http -> http
                        // At TRACE, this interceptor would log bodies, which contain secrets.
                        .addOrReplaceInterceptor("HttpLogging", null)
                        .addOrReplaceInterceptor("tally", counting(tally))
                        .addOrReplaceInterceptor("limit", new ResponseSizeLimit()))
                .build();
    }

    private Config config(String clusterName, Kubeconfig kubeconfig) {
        var parsed = parse(clusterName, kubeconfig);
        var cluster = parsed.getClusters().get(0).getCluster();
        var user = parsed.getUsers().get(0).getUser();
        if (!servers.permit(cluster.getServer())) {
            throw EvidenceUnavailableException.beyond(
                    "the kubeconfig of %s names a server that is not an AKS API server", clusterName);
        }
        var config = new ConfigBuilder(Config.empty())
                .withMasterUrl(cluster.getServer())
                .withCaCertData(cluster.getCertificateAuthorityData())
                .withRequestTimeout(Math.toIntExact(readTimeout.toMillis()))
                .withConnectionTimeout(Math.toIntExact(readTimeout.toMillis()))
                .withRequestRetryBackoffLimit(MOST_RETRIES)
                .withRequestRetryBackoffInterval(FIRST_DELAY_MILLIS);
        if (hasClientCertificate(user)) {
            config.withClientCertData(user.getClientCertificateData()).withClientKeyData(user.getClientKeyData());
        } else if (user.getToken() != null) {
            config.withOauthToken(user.getToken());
        } else {
            config.withOauthTokenProvider(this::entraToken);
        }
        return config.build();
    }

    private static boolean hasClientCertificate(AuthInfo user) {
        return user.getExec() == null && user.getClientCertificateData() != null && user.getClientKeyData() != null;
    }

    private String entraToken() {
        return credential
                .getTokenSync(new TokenRequestContext().addScopes(AKS_SERVER_SCOPE))
                .getToken();
    }

    private static io.fabric8.kubernetes.api.model.Config parse(String clusterName, Kubeconfig kubeconfig) {
        var what = "kubeconfig of " + clusterName;
        try {
            var parsed = SERIALIZATION.unmarshal(kubeconfig.yaml(), io.fabric8.kubernetes.api.model.Config.class);
            if (isComplete(parsed)) {
                return parsed;
            }
        } catch (RuntimeException | StackOverflowError e) {
            // A document that contains itself overflows the stack. Always without the original exception: the messages
            // of
            // parsers quote the kubeconfig.
        }
        throw EvidenceUnavailableException.because(UnavailabilityReason.MALFORMED, what);
    }

    private static boolean isComplete(io.fabric8.kubernetes.api.model.@Nullable Config config) {
        return config != null
                && !config.getClusters().isEmpty()
                && !config.getUsers().isEmpty()
                && config.getUsers().get(0).getUser() != null
                && config.getClusters().get(0).getCluster() != null
                && config.getClusters().get(0).getCluster().getServer() != null;
    }

    /** Disables redirects, which would send the token to another host; the client's own factory follows every redirect. */
    private static final class WithoutRedirects extends JdkHttpClientFactory {
        @Override
        protected void additionalConfig(HttpClient.Builder builder) {
            builder.followRedirects(HttpClient.Redirect.NEVER);
        }
    }

    private static Interceptor counting(RequestCounter tally) {
        return new Interceptor() {
            @Override
            public void before(BasicBuilder headers, HttpRequest request, RequestTags tags) {
                tally.count(RemoteSystem.KUBERNETES);
            }
        };
    }
}
