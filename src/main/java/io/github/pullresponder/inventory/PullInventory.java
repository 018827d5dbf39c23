package io.github.pullresponder.inventory;

import io.github.pullresponder.cluster.NodeNames;
import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.evidence.Workloads;
import io.github.pullresponder.evidence.Workloads.ServiceAccount;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the pods of a cluster pull, and with which secrets. */
public final class PullInventory {
    /** Of one pod; whoever can create a pod chooses how many it names. */
    private static final int MOST_SECRETS = 20;

    private final Workloads workloads;
    private final List<ImageInUse> images;

    private PullInventory(Workloads workloads, List<ImageInUse> images) {
        this.workloads = workloads;
        this.images = List.copyOf(images);
    }

    /**
     * The pull secrets there are, as far as they can be read.
     *
     * @param unread those that could not be, each with the reason
     */
    public record Secrets(List<PullSecret> read, Map<String, EvidenceUnavailableException> unread) {}

    /**
     * Reads what the pods of a cluster use.
     *
     * @throws EvidenceUnavailableException if the pods cannot be read
     */
    public static PullInventory of(Workloads workloads) {
        return new PullInventory(workloads, imagesOf(workloads.pods(), workloads.pullSecretsByServiceAccount()));
    }

    public List<ImageInUse> images() {
        return images;
    }

    private static List<ImageInUse> imagesOf(List<Pod> pods, Map<ServiceAccount, List<String>> ofServiceAccounts) {
        var used = new LinkedHashMap<ImageInUse, List<Pod>>();
        for (var pod : pods) {
            var secrets = new LinkedHashSet<>(pod.imagePullSecrets());
            secrets.addAll(ofServiceAccounts.getOrDefault(
                    new ServiceAccount(pod.namespace(), pod.serviceAccount()), List.of()));
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
                        pod.node().flatMap(NodeNames::poolOf),
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

    /** Every pull secret of the cluster; where they may not be listed, those that pods name. */
    public Secrets secrets() {
        try {
            return new Secrets(workloads.pullSecrets(), Map.of());
        } catch (EvidenceUnavailableException e) {
            if (e.reason() != Reason.FORBIDDEN) {
                throw e;
            }
            return namedSecrets();
        }
    }

    private Secrets namedSecrets() {
        var read = new ArrayList<PullSecret>();
        var unread = new LinkedHashMap<String, EvidenceUnavailableException>();
        var asked = new LinkedHashSet<PodName>();
        for (var image : images) {
            var named = List.copyOf(image.pullSecrets());
            if (named.size() > MOST_SECRETS) {
                unread.put(
                        "%s/%s".formatted(image.namespace(), named.get(MOST_SECRETS)),
                        EvidenceUnavailableException.beyond(
                                "a pod names %d pull secrets, and the first %d of them are read",
                                named.size(), MOST_SECRETS));
            }
            for (var secret : named.subList(0, Math.min(named.size(), MOST_SECRETS))) {
                if (!asked.add(new PodName(image.namespace(), secret))) {
                    continue;
                }
                try {
                    workloads.pullSecret(image.namespace(), secret).ifPresent(read::add);
                } catch (EvidenceUnavailableException e) {
                    unread.put(image.namespace() + "/" + secret, e);
                }
            }
        }
        return new Secrets(read, unread);
    }
}
