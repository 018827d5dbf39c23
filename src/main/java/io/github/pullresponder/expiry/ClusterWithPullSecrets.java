package io.github.pullresponder.expiry;

import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.inventory.CredentialDependentWorkloads;
import io.github.pullresponder.inventory.ImageInUse;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A cluster with its images and pull secrets.
 *
 * @param images the images that its pods use; empty if they could not be read
 */
record ClusterWithPullSecrets(ResourceGraphCluster entry, List<ImageInUse> images, List<PullSecret> secrets) {
    ClusterWithPullSecrets {
        images = List.copyOf(images);
        secrets = List.copyOf(secrets);
    }

    private record NamespaceRegistry(String namespace, String registry) {}

    ResourceId id() {
        return entry.id();
    }

    Stream<PullSecretLogin> logins() {
        return secrets.stream().flatMap(secret -> PullSecretLogin.of(this, secret));
    }

    /** The workloads that pull with the cluster's own identity, without any pull secret. */
    List<CredentialDependentWorkloads> withoutSecret() {
        return dependents(image -> image.pullSecrets().isEmpty()
                && AzureRegistryHosts.isRegistry(image.reference().host()));
    }

    List<CredentialDependentWorkloads> dependents(Predicate<ImageInUse> pull) {
        var workloads = new LinkedHashMap<NamespaceRegistry, List<String>>();
        for (var image : images) {
            if (pull.test(image)) {
                var place = new NamespaceRegistry(
                        image.namespace(), image.reference().host());
                workloads.computeIfAbsent(place, any -> new ArrayList<>()).addAll(image.workloads());
            }
        }
        return workloads.entrySet().stream()
                .map(some -> new CredentialDependentWorkloads(
                        id(),
                        some.getKey().namespace(),
                        some.getKey().registry(),
                        some.getValue().stream().distinct().toList()))
                .toList();
    }
}
