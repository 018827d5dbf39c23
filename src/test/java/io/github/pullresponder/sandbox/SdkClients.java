package io.github.pullresponder.sandbox;

import com.azure.containers.containerregistry.ContainerRegistryClient;
import com.azure.containers.containerregistry.ContainerRegistryClientBuilder;
import com.azure.containers.containerregistry.ContainerRegistryContentClient;
import com.azure.containers.containerregistry.ContainerRegistryContentClientBuilder;
import com.azure.containers.containerregistry.models.ContainerRegistryAudience;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.FixedDelay;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.monitor.query.LogsQueryClient;
import com.azure.monitor.query.LogsQueryClientBuilder;
import com.azure.resourcemanager.authorization.AuthorizationManager;
import com.azure.resourcemanager.containerregistry.ContainerRegistryManager;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import java.time.Duration;

/** The real clients with the endpoints of a simulated Azure. They retry without a delay, so that no test waits. */
public record SdkClients(SimulatedAzure azure) {
    private static final AzureProfile PROFILE =
            new AzureProfile(Fixtures.TENANT, Fixtures.SUBSCRIPTION, AzureEnvironment.AZURE);

    public ContainerServiceManager clusters() {
        return ContainerServiceManager.configure()
                .withHttpClient(azure.httpClient())
                .withRetryPolicy(atOnce())
                .authenticate(azure.administrator(), PROFILE);
    }

    public ContainerRegistryManager registries() {
        return ContainerRegistryManager.configure()
                .withHttpClient(azure.httpClient())
                .withRetryPolicy(atOnce())
                .authenticate(azure.administrator(), PROFILE);
    }

    public AuthorizationManager authorization() {
        return AuthorizationManager.configure()
                .withHttpClient(azure.httpClient())
                .withRetryPolicy(atOnce())
                .authenticate(azure.administrator(), PROFILE);
    }

    public ResourceGraphManager resourceGraph() {
        return ResourceGraphManager.configure()
                .withHttpClient(azure.httpClient())
                .withRetryPolicy(atOnce())
                .authenticate(azure.administrator(), PROFILE);
    }

    public LogsQueryClient logs() {
        return new LogsQueryClientBuilder()
                .httpClient(azure.httpClient())
                .retryPolicy(atOnce())
                .credential(azure.administrator())
                .buildClient();
    }

    /** The registry's own API, as some identity. */
    public ContainerRegistryClient registry(String loginServer, TokenCredential credential) {
        return new ContainerRegistryClientBuilder()
                .endpoint("https://" + loginServer)
                .httpClient(azure.httpClient())
                .retryPolicy(atOnce())
                .audience(ContainerRegistryAudience.AZURE_RESOURCE_MANAGER_PUBLIC_CLOUD)
                .credential(credential)
                .buildClient();
    }

    /** Reads manifests with some identity, as the kubelet does. */
    public ContainerRegistryContentClient pull(String loginServer, String repository, TokenCredential credential) {
        return new ContainerRegistryContentClientBuilder()
                .endpoint("https://" + loginServer)
                .repositoryName(repository)
                .httpClient(azure.httpClient())
                .retryPolicy(atOnce())
                .audience(ContainerRegistryAudience.AZURE_RESOURCE_MANAGER_PUBLIC_CLOUD)
                .credential(credential)
                .buildClient();
    }

    /** A pipeline for an API that has no client here. */
    public HttpPipeline pipeline(String scope) {
        return pipeline(azure.administrator(), scope);
    }

    /** The same, as some identity. */
    public HttpPipeline pipeline(TokenCredential credential, String scope) {
        return new HttpPipelineBuilder()
                .httpClient(azure.httpClient())
                .policies(atOnce(), new BearerTokenAuthenticationPolicy(credential, scope))
                .build();
    }

    private static RetryPolicy atOnce() {
        return new RetryPolicy(new FixedDelay(3, Duration.ofMillis(1)));
    }
}
