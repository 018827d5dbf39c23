package io.github.pullresponder;

import io.github.pullresponder.evidence.AccessControl;
import io.github.pullresponder.evidence.ClusterLogs;
import io.github.pullresponder.evidence.Clusters;
import io.github.pullresponder.evidence.EntraDirectory;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.evidence.KeyVaults;
import io.github.pullresponder.evidence.KubernetesObjects;
import io.github.pullresponder.evidence.Networks;
import io.github.pullresponder.evidence.Registries;
import io.github.pullresponder.evidence.azure.ArmAccessControl;
import io.github.pullresponder.evidence.azure.ArmClusters;
import io.github.pullresponder.evidence.azure.ArmKeyVaults;
import io.github.pullresponder.evidence.azure.ArmNetworks;
import io.github.pullresponder.evidence.azure.ArmRegistries;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.directory.GraphDirectory;
import io.github.pullresponder.evidence.kubernetes.KubernetesClientFactory;
import io.github.pullresponder.evidence.logs.LogAnalyticsClusterLogs;
import io.github.pullresponder.evidence.registry.AcrImages;
import io.github.pullresponder.read.Lazy;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.resource.ResourceId;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** The evidence sources over the real SDKs, each created on first use: most diagnoses need only some of them. */
final class AzureEvidenceSources implements EvidenceSources {
    private final Supplier<Clusters> clusters;
    private final Supplier<Registries> registries;
    private final Supplier<AccessControl> accessControl;
    private final Supplier<EntraDirectory> directory;
    private final Supplier<ClusterLogs> logs;
    private final Supplier<Images> images;
    private final Supplier<Networks> networks;
    private final Supplier<KeyVaults> keyVaults;
    private final KubernetesClientFactory kubernetes;
    private final RequestCounter tally;

    AzureEvidenceSources(
            AzureConnection azure,
            KubernetesClientFactory kubernetes,
            List<String> subscriptions,
            Clock clock,
            RequestCounter tally) {
        this.clusters = Lazy.of(() -> new ArmClusters(azure, subscriptions, tally));
        this.registries = Lazy.of(() -> new ArmRegistries(azure, subscriptions, tally));
        this.accessControl = Lazy.of(() -> new ArmAccessControl(azure, tally));
        this.directory = Lazy.of(() -> new GraphDirectory(azure, tally));
        this.logs = Lazy.of(() -> new LogAnalyticsClusterLogs(azure, clock, tally));
        this.images = Lazy.of(() -> new AcrImages(azure, tally));
        this.networks = Lazy.of(() -> new ArmNetworks(azure, subscriptions, tally));
        this.keyVaults = Lazy.of(() -> new ArmKeyVaults(azure, subscriptions, tally));
        this.kubernetes = kubernetes;
        this.tally = tally;
    }

    @Override
    public Clusters clusters() {
        return clusters.get();
    }

    @Override
    public Registries registries() {
        return registries.get();
    }

    @Override
    public AccessControl accessControl() {
        return accessControl.get();
    }

    @Override
    public EntraDirectory directory() {
        return directory.get();
    }

    @Override
    public ClusterLogs logs() {
        return logs.get();
    }

    @Override
    public Images images() {
        return images.get();
    }

    @Override
    public Networks networks() {
        return networks.get();
    }

    @Override
    public KeyVaults keyVaults() {
        return keyVaults.get();
    }

    @Override
    public KubernetesObjects workloads(ResourceId cluster) {
        return kubernetes.connect(cluster.name(), clusters().userKubeconfig(cluster), tally);
    }
}
