package io.github.pullresponder.inventory;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.image.RegistryHostNormalizer;
import io.github.pullresponder.pull.PullFailure.PodName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image that pods of a cluster use, with all properties that affect its pull. If these are the same for several pods, their pulls
 * have the same result.
 *
 * @param image the reference in the pod specification
 * @param pullSecrets the pull secrets that the pods and their service account reference
 * @param nodePool the node pool of their nodes; the node itself if its name shows no pool
 * @param serviceAccount the service account of the pods, which can name the pulling identity
 * @param workloads the workloads of the pods, as kubectl writes them
 */
public record ImageInUse(
        String image,
        ImageReference reference,
        String namespace,
        Set<String> pullSecrets,
        Optional<String> nodePool,
        String serviceAccount,
        List<PodName> pods,
        List<String> workloads) {
    public ImageInUse {
        pullSecrets = Set.copyOf(pullSecrets);
        pods = List.copyOf(pods);
        workloads = List.copyOf(workloads);
    }

    public boolean isFrom(String loginServer) {
        return loginServer.equalsIgnoreCase(RegistryHostNormalizer.withoutDefaultPort(reference.host()));
    }

    public boolean uses(String secretNamespace, String secret) {
        return namespace.equals(secretNamespace) && pullSecrets.contains(secret);
    }
}
