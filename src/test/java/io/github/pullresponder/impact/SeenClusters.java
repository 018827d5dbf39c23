package io.github.pullresponder.impact;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.IdentityBinding;
import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.cluster.ScaleSet;
import io.github.pullresponder.cluster.ServiceAccountImagePullProfile;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.diagnosis.ShopEvidence;
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
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The shop's evidence, with these clusters visible.
 *
 * @param asked called with every cluster whose API is called; may throw
 */
public record SeenClusters(ShopEvidence shop, List<ResourceGraphCluster> entries, Consumer<ResourceId> asked)
        implements EvidenceSources {

    SeenClusters(ShopEvidence shop, List<ResourceGraphCluster> entries) {
        this(shop, entries, cluster -> {});
    }

    @Override
    public Clusters clusters() {
        var clusters = shop.clusters();
        return new Clusters() {
            @Override
            public List<ResourceGraphCluster> visible() {
                return entries;
            }

            @Override
            public Optional<Cluster> cluster(ResourceId id) {
                return clusters.cluster(id);
            }

            @Override
            public List<ScaleSet> scaleSets(ResourceId nodeResourceGroup) {
                return clusters.scaleSets(nodeResourceGroup);
            }

            @Override
            public Optional<VirtualMachine> virtualMachine(ResourceId id) {
                return clusters.virtualMachine(id);
            }

            @Override
            public List<VirtualMachine> virtualMachines(ResourceId nodeResourceGroup) {
                return clusters.virtualMachines(nodeResourceGroup);
            }

            @Override
            public ServiceAccountImagePullProfile imagePullProfile(ResourceId cluster) {
                return clusters.imagePullProfile(cluster);
            }

            @Override
            public List<IdentityBinding> identityBindings(ResourceId cluster) {
                return clusters.identityBindings(cluster);
            }

            @Override
            public Kubeconfig userKubeconfig(ResourceId cluster) {
                return clusters.userKubeconfig(cluster);
            }

            @Override
            public Optional<String> workspaceCustomerId(ResourceId workspace) {
                return clusters.workspaceCustomerId(workspace);
            }
        };
    }

    @Override
    public Registries registries() {
        return shop.registries();
    }

    @Override
    public AccessControl accessControl() {
        return shop.accessControl();
    }

    @Override
    public EntraDirectory directory() {
        return shop.directory();
    }

    @Override
    public ClusterLogs logs() {
        return shop.logs();
    }

    @Override
    public Images images() {
        return shop.images();
    }

    @Override
    public Networks networks() {
        return shop.networks();
    }

    @Override
    public KeyVaults keyVaults() {
        return shop.keyVaults();
    }

    @Override
    public KubernetesObjects workloads(ResourceId cluster) {
        asked.accept(cluster);
        return shop.workloads(cluster);
    }
}
