package io.github.pullresponder.evidence.registry;

import com.azure.containers.containerregistry.ContainerRegistryClient;
import com.azure.containers.containerregistry.ContainerRegistryClientBuilder;
import com.azure.containers.containerregistry.models.ArtifactManifestOrder;
import com.azure.containers.containerregistry.models.ContainerRegistryAudience;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.util.Context;
import io.github.pullresponder.evidence.CallTally;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.RemoteSystem;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.azure.AzureErrors;
import java.util.List;
import java.util.Optional;

/** Tags and manifests, read from the registry's own API with the responder's identity. */
public final class AcrImages implements Images {
    private final AzureConnection azure;
    private final CallTally tally;

    public AcrImages(AzureConnection azure, CallTally tally) {
        this.azure = azure;
        this.tally = tally;
    }

    @Override
    public Optional<String> digestOf(Registry registry, String repository, String tagOrDigest) {
        return AzureErrors.find(
                "image %s/%s:%s".formatted(registry.loginServer(), repository, tagOrDigest),
                Permission.READ_IMAGES,
                () -> client(registry)
                        .getArtifact(repository, tagOrDigest)
                        .getManifestPropertiesWithResponse(Context.NONE)
                        .getValue()
                        .getDigest());
    }

    @Override
    public Optional<List<String>> newestTags(Registry registry, String repository, int most) {
        var what = "tags of %s/%s".formatted(registry.loginServer(), repository);
        return AzureErrors.find(
                what,
                Permission.READ_IMAGES,
                () -> client(registry)
                        .getRepository(repository)
                        .listManifestProperties(ArtifactManifestOrder.LAST_UPDATED_ON_DESCENDING, Context.NONE)
                        .stream()
                        .flatMap(manifest -> manifest.getTags().stream())
                        .limit(most)
                        .toList());
    }

    private ContainerRegistryClient client(Registry registry) {
        return new ContainerRegistryClientBuilder()
                .endpoint("https://" + registry.loginServer())
                .audience(audience())
                .credential(azure.credential())
                .httpClient(azure.http())
                .httpLogOptions(new HttpLogOptions().setLogLevel(HttpLogDetailLevel.NONE))
                .retryOptions(azure.retryOptions())
                .addPolicy(AzureConnection.counting(RemoteSystem.REGISTRY, tally))
                .addPolicy(AzureConnection.WITHOUT_LENGTH)
                .buildClient();
    }

    private ContainerRegistryAudience audience() {
        if (azure.environment() == AzureEnvironment.AZURE_CHINA) {
            return ContainerRegistryAudience.AZURE_RESOURCE_MANAGER_CHINA;
        }
        return azure.environment() == AzureEnvironment.AZURE_US_GOVERNMENT
                ? ContainerRegistryAudience.AZURE_RESOURCE_MANAGER_GOVERNMENT
                : ContainerRegistryAudience.AZURE_RESOURCE_MANAGER_PUBLIC_CLOUD;
    }
}
