package io.github.pullresponder;

import io.github.pullresponder.evidence.AccessControl;
import io.github.pullresponder.evidence.CallTally;
import io.github.pullresponder.evidence.ClusterLogs;
import io.github.pullresponder.evidence.Clusters;
import io.github.pullresponder.evidence.Directory;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.evidence.Registries;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.Workloads;
import io.github.pullresponder.evidence.azure.ArmAccessControl;
import io.github.pullresponder.evidence.azure.ArmClusters;
import io.github.pullresponder.evidence.azure.ArmRegistries;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.directory.GraphDirectory;
import io.github.pullresponder.evidence.kubernetes.KubernetesConnection;
import io.github.pullresponder.evidence.logs.LogAnalytics;
import io.github.pullresponder.evidence.registry.AcrImages;
import java.time.Clock;
import java.util.List;

/** The evidence sources over the real SDKs, made when first asked: most diagnoses need a part of them. */
final class AzureEvidence implements EvidenceSources {
    private final AzureConnection azure;
    private final KubernetesConnection kubernetes;
    private final List<String> subscriptions;
    private final Clock clock;
    private final CallTally tally;

    AzureEvidence(
            AzureConnection azure,
            KubernetesConnection kubernetes,
            List<String> subscriptions,
            Clock clock,
            CallTally tally) {
        this.azure = azure;
        this.kubernetes = kubernetes;
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.tally = tally;
    }

    @Override
    public Clusters clusters() {
        return new ArmClusters(azure, tally);
    }

    @Override
    public Registries registries() {
        return new ArmRegistries(azure, subscriptions, tally);
    }

    @Override
    public AccessControl accessControl() {
        return new ArmAccessControl(azure, tally);
    }

    @Override
    public Directory directory() {
        return new GraphDirectory(azure, tally);
    }

    @Override
    public ClusterLogs logs() {
        return new LogAnalytics(azure, clock, tally);
    }

    @Override
    public Images images() {
        return new AcrImages(azure, tally);
    }

    @Override
    public Workloads workloads(ResourceId cluster) {
        return kubernetes.connect(cluster.name(), clusters().userKubeconfig(cluster), tally);
    }
}
