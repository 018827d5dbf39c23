package io.github.pullresponder.evidence;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.ClusterEntry;
import io.github.pullresponder.cluster.IdentityBinding;
import io.github.pullresponder.cluster.ImagePullProfile;
import io.github.pullresponder.cluster.ScaleSet;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/** Questions about AKS clusters and the machines they run on. Blocking; {@link EvidenceUnavailableException} where there is no answer. */
public interface Clusters {
    /** Every cluster the responder may see, in the configured subscriptions. */
    List<ClusterEntry> visible();

    Optional<Cluster> cluster(ResourceId id);

    /** The scale sets of a node resource group: all of them, in one list. */
    List<ScaleSet> scaleSets(ResourceId nodeResourceGroup);

    /** A machine outside of scale sets. */
    Optional<VirtualMachine> virtualMachine(ResourceId id);

    /** The machines of a node resource group that are outside of scale sets: all of them, in one list. */
    List<VirtualMachine> virtualMachines(ResourceId nodeResourceGroup);

    /** Whether the nodes pull as the identities of service accounts. */
    ImagePullProfile imagePullProfile(ResourceId cluster);

    /** The managed identities that service accounts of the cluster can use. */
    List<IdentityBinding> identityBindings(ResourceId cluster);

    /** The kubeconfig AKS hands to a user of the cluster, as YAML. */
    Kubeconfig userKubeconfig(ResourceId cluster);

    /** The id under which a Log Analytics workspace is queried. */
    Optional<String> workspaceCustomerId(ResourceId workspace);

    /** A kubeconfig may hold credentials, so it does not print itself. */
    record Kubeconfig(String yaml) {
        @Override
        public String toString() {
            return "kubeconfig (hidden)";
        }
    }
}
