package io.github.pullresponder.inventory;

import io.github.pullresponder.cluster.NodeNameParser;
import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.evidence.KubernetesObjects;
import io.github.pullresponder.evidence.KubernetesObjects.ServiceAccountName;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.ReadResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The images that the pods of a cluster pull, and the cluster's pull secrets. */
public final class ClusterPullInventory {
    /** The limit of pull secrets per pod: anyone who can create a pod can reference any number. */
    private static final int MOST_SECRETS = 20;

    private final KubernetesObjects workloads;
    private final List<ImageInUse> images;

    private ClusterPullInventory(KubernetesObjects workloads, List<ImageInUse> images) {
        this.workloads = workloads;
        this.images = List.copyOf(images);
    }

    /**
     * Reads the images and pull secrets of a cluster's pods.
     *
     * @throws EvidenceUnavailableException if the pods cannot be read
     */
    public static ClusterPullInventory of(KubernetesObjects workloads) {
        return new ClusterPullInventory(workloads, imagesOf(workloads.pods(), workloads.pullSecretsByServiceAccount()));
    }

    public List<ImageInUse> images() {
        return images;
    }

    private static List<ImageInUse> imagesOf(List<Pod> pods, Map<ServiceAccountName, List<String>> ofServiceAccounts) {
        var used = new LinkedHashMap<ImageInUse, List<Pod>>();
        for (var pod : pods) {
            // Admission adds the pull secrets of the service account only if the pod references none itself.
            var secrets = new LinkedHashSet<>(
                    pod.imagePullSecrets().isEmpty()
                            ? ofServiceAccounts.getOrDefault(
                                    new ServiceAccountName(pod.namespace(), pod.serviceAccount()), List.of())
                            : pod.imagePullSecrets());
            for (var container : pod.containers()) {
                imageOf(container.image(), pod, secrets)
                        .ifPresent(image -> used.computeIfAbsent(image, any -> new ArrayList<>())
                                .add(pod));
            }
        }
        return used.entrySet().stream()
                .map(entry -> withPods(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Optional<ImageInUse> imageOf(String image, Pod pod, Set<String> secrets) {
        return ImageReference.find(image)
                .map(reference -> new ImageInUse(
                        image,
                        reference,
                        pod.namespace(),
                        secrets,
                        pod.node().map(node -> NodeNameParser.poolOf(node).orElse(node)),
                        pod.serviceAccount(),
                        List.of(),
                        List.of()));
    }

    private static ImageInUse withPods(ImageInUse image, Collection<Pod> pods) {
        return new ImageInUse(
                image.image(),
                image.reference(),
                image.namespace(),
                image.pullSecrets(),
                image.nodePool(),
                image.serviceAccount(),
                pods.stream()
                        .map(pod -> new PodName(pod.namespace(), pod.name()))
                        .distinct()
                        .toList(),
                pods.stream()
                        .map(pod -> pod.owner()
                                .map(owner -> owner.kind() + "/" + owner.name())
                                .orElse("pod/" + pod.name()))
                        .distinct()
                        .toList());
    }

    /** All pull secrets of the cluster, by namespace and name; without the right to list them, those that pods reference. */
    public Map<String, ReadResult<PullSecret>> secrets() {
        try {
            var secrets = new LinkedHashMap<String, ReadResult<PullSecret>>();
            workloads
                    .pullSecrets()
                    .forEach(secret -> secrets.put(key(secret.namespace(), secret.name()), ReadResult.of(secret)));
            return secrets;
        } catch (EvidenceUnavailableException e) {
            if (e.reason() != UnavailabilityReason.FORBIDDEN) {
                throw e;
            }
            return namedSecrets();
        }
    }

    private static String key(String namespace, String secret) {
        return namespace + "/" + secret;
    }

    private Map<String, ReadResult<PullSecret>> namedSecrets() {
        var secrets = new LinkedHashMap<String, ReadResult<PullSecret>>();
        var asked = new HashSet<String>();
        for (var image : images) {
            image.pullSecrets().stream().limit(MOST_SECRETS).forEach(name -> {
                if (asked.add(key(image.namespace(), name))) {
                    ask(image.namespace(), name).ifPresent(secret -> secrets.put(key(image.namespace(), name), secret));
                }
            });
        }
        images.forEach(image -> image.pullSecrets().stream()
                .map(name -> key(image.namespace(), name))
                .filter(key -> !asked.contains(key))
                .findFirst()
                .ifPresent(key -> secrets.put(key, tooMany(image.pullSecrets().size()))));
        return secrets;
    }

    /** The pull secret; absent if it does not exist. */
    private Optional<ReadResult<PullSecret>> ask(String namespace, String name) {
        try {
            return workloads.pullSecret(namespace, name).map(ReadResult::of);
        } catch (EvidenceUnavailableException why) {
            return Optional.of(ReadResult.unread(why));
        }
    }

    /** The result for all pull secrets above the limit, which the report shows once. */
    private static ReadResult<PullSecret> tooMany(int count) {
        return ReadResult.unread(EvidenceUnavailableException.limit(
                "pull secrets of a pod", MOST_SECRETS, OptionalInt.of(count - MOST_SECRETS)));
    }
}
