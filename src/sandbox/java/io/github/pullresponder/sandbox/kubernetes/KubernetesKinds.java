package io.github.pullresponder.sandbox.kubernetes;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Kinds that an API server serves even if it has no objects of them. */
final class KubernetesKinds {
    /**
     * A kind with its API version.
     *
     * @param apiVersion the API version as in objects: {@code v1}, {@code apps/v1}
     */
    record Kind(String apiVersion, String name, boolean namespaced) {
        /** The name in URLs. */
        String plural() {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith("y")) {
                return lower.substring(0, lower.length() - 1) + "ies";
            }
            if (lower.equals("endpoints")) {
                return lower;
            }
            return lower.endsWith("s") ? lower + "es" : lower + "s";
        }
    }

    private static final List<Kind> KNOWN = Stream.of(
                    in("v1", false, "Namespace", "Node", "PersistentVolume"),
                    in("v1", true, "Pod", "Event", "Secret", "ServiceAccount", "ConfigMap", "Service", "Endpoints"),
                    in("v1", true, "ReplicationController", "LimitRange", "ResourceQuota", "PersistentVolumeClaim"),
                    in("apps/v1", true, "Deployment", "ReplicaSet", "DaemonSet", "StatefulSet"),
                    in("batch/v1", true, "Job", "CronJob"),
                    in("networking.k8s.io/v1", true, "Ingress", "NetworkPolicy"))
            .flatMap(List::stream)
            .toList();

    private KubernetesKinds() {}

    static Optional<Kind> at(String apiVersion, String plural) {
        return KNOWN.stream()
                .filter(kind ->
                        kind.apiVersion().equals(apiVersion) && kind.plural().equals(plural))
                .findFirst();
    }

    static List<Kind> of(String apiVersion) {
        return KNOWN.stream()
                .filter(kind -> kind.apiVersion().equals(apiVersion))
                .toList();
    }

    private static List<Kind> in(String apiVersion, boolean namespaced, String... names) {
        return Stream.of(names)
                .map(name -> new Kind(apiVersion, name, namespaced))
                .toList();
    }
}
