package io.github.pullresponder.inventory;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.image.RegistryHost;
import io.github.pullresponder.pull.PullFailure.PodName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image that pods of a cluster use, with everything that decides whether they can pull it: pods for which all of that is
 * the same stand and fall together.
 *
 * @param image as the pods write it
 * @param pullSecrets that the pods and their service account name
 * @param nodePool of their nodes; the node itself where its name shows no pool
 * @param serviceAccount of the pods: it can name the identity that pulls
 * @param workloads what the pods belong to, as kubectl names it
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
        return loginServer.equalsIgnoreCase(RegistryHost.withoutDefaultPort(reference.host()));
    }

    public boolean uses(String secretNamespace, String secret) {
        return namespace.equals(secretNamespace) && pullSecrets.contains(secret);
    }
}
