package io.github.pullresponder.sweep;

import io.github.pullresponder.checks.Dependents;
import io.github.pullresponder.diagnosis.AzureHosts;
import io.github.pullresponder.evidence.ClusterEntry;
import io.github.pullresponder.evidence.PullSecret;
import io.github.pullresponder.evidence.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A cluster, and what could be read from it.
 *
 * @param images that its pods use; none if they could not be read
 */
record SweptCluster(ClusterEntry entry, List<UsedImage> images, List<PullSecret> secrets) {
    SweptCluster {
        images = List.copyOf(images);
        secrets = List.copyOf(secrets);
    }

    private record Place(String namespace, String registry) {}

    ResourceId id() {
        return entry.id();
    }

    Stream<SecretLogin> logins() {
        return secrets.stream().flatMap(secret -> SecretLogin.of(this, secret));
    }

    /** What pulls as the cluster itself: without any pull secret. */
    List<Dependents> withoutSecret() {
        return dependents(image -> image.pullSecrets().isEmpty()
                && AzureHosts.isRegistry(image.reference().host()));
    }

    List<Dependents> dependents(Predicate<UsedImage> pull) {
        var workloads = new LinkedHashMap<Place, List<String>>();
        for (var image : images) {
            if (pull.test(image)) {
                var place = new Place(image.namespace(), image.reference().host());
                workloads.computeIfAbsent(place, any -> new ArrayList<>()).addAll(image.workloads());
            }
        }
        return workloads.entrySet().stream()
                .map(some -> new Dependents(
                        id(),
                        some.getKey().namespace(),
                        some.getKey().registry(),
                        some.getValue().stream().distinct().toList()))
                .toList();
    }
}
