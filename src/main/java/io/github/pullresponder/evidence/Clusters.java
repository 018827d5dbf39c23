package io.github.pullresponder.evidence;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.IdentityBinding;
import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.cluster.ScaleSet;
import io.github.pullresponder.cluster.ServiceAccountImagePullProfile;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/** Reads AKS clusters and their machines. Blocking; throws {@link EvidenceUnavailableException} if there is no answer. */
public interface Clusters {
    /** Every cluster that is visible to Pull Responder in the configured subscriptions. */
    List<ResourceGraphCluster> visible();

    Optional<Cluster> cluster(ResourceId id);

    /** All scale sets of a node resource group. */
    List<ScaleSet> scaleSets(ResourceId nodeResourceGroup);

    /** A virtual machine outside of scale sets. */
    Optional<VirtualMachine> virtualMachine(ResourceId id);

    /** All virtual machines of a node resource group that are outside of scale sets. */
    List<VirtualMachine> virtualMachines(ResourceId nodeResourceGroup);

    /** The setting for image pulls with the identities of service accounts. */
    ServiceAccountImagePullProfile imagePullProfile(ResourceId cluster);

    /** The managed identities that service accounts of the cluster can use. */
    List<IdentityBinding> identityBindings(ResourceId cluster);

    /** The user kubeconfig of the cluster, as YAML. */
    Kubeconfig userKubeconfig(ResourceId cluster);

    /** The customer id, by which queries address a Log Analytics workspace. */
    Optional<String> workspaceCustomerId(ResourceId workspace);

    /** A kubeconfig. It may contain credentials, so {@code toString} omits its content. */
    record Kubeconfig(String yaml) {
        @Override
        public String toString() {
            return "kubeconfig (hidden)";
        }
    }
}
