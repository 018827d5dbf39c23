package io.github.pullresponder.diagnosis;

import io.github.pullresponder.diagnosis.PullingIdentity.Anonymous;
import io.github.pullresponder.diagnosis.PullingIdentity.KubeletIdentity;
import io.github.pullresponder.diagnosis.PullingIdentity.NamedPullSecret;
import io.github.pullresponder.diagnosis.PullingIdentity.ServicePrincipal;
import io.github.pullresponder.diagnosis.WorkloadFacts.NamedSecret;
import io.github.pullresponder.evidence.Cluster;
import java.util.List;

/**
 * Decides who was meant to pull.
 *
 * <p>A secret that names the host, or that is missing, empty or made for another Azure registry, tells what somebody
 * intended. A secret for an unrelated host, such as docker.io, says nothing about this image.
 */
final class MeantToPull {
    private MeantToPull() {}

    static PullingIdentity from(String host, String namespace, Cluster cluster, List<NamedSecret> secrets) {
        return secrets.stream()
                .filter(secret -> isMeantFor(host, secret))
                .findFirst()
                .<PullingIdentity>map(secret -> new NamedPullSecret(namespace, secret.name()))
                .or(() -> cluster.kubeletIdentity().map(KubeletIdentity::new))
                .or(() -> cluster.servicePrincipalClientId().map(ServicePrincipal::new))
                .orElseGet(Anonymous::new);
    }

    private static boolean isMeantFor(String host, NamedSecret named) {
        return named.secret()
                .map(secret -> secret.hosts().isEmpty()
                        || secret.hosts().stream()
                                .anyMatch(other -> other.equalsIgnoreCase(host) || AzureHosts.isRegistry(other)))
                .orElse(true);
    }
}
