package io.github.pullresponder.intake.input;

import io.github.pullresponder.cluster.PodSelection;
import io.github.pullresponder.redaction.Redaction;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the dimensions of an alert, or the columns of its results, name. Whoever wrote the rule chose their names, so
 * several spellings are understood, in any letter case.
 *
 * @param tellsOfPulls whether the rule itself is about pulls, so that what it names needs no confirmation by the logs
 */
public record AlertSubject(
        Optional<ResourceId> cluster,
        Optional<String> namespace,
        Optional<String> pod,
        Optional<String> image,
        Optional<String> message,
        boolean tellsOfPulls) {

    public AlertSubject {
        image = image.map(Redaction::ofImage);
        message = Redaction.of(message);
    }

    private static final List<String> CLUSTER =
            List.of("clusterid", "resourceid", "clusterresourceid", "cluster", "microsoftresourceid");
    private static final List<String> NAMESPACE = List.of("namespace", "kubernetesnamespace", "podnamespace");
    private static final List<String> POD = List.of("podname", "pod", "name", "kubernetespodname");
    private static final List<String> IMAGE = List.of("image", "imagename", "containerimage");
    private static final List<String> MESSAGE = List.of("message");

    private static final int LONGEST_IMAGE = 4_096;

    /**
     * Reads the names that an alert gives.
     *
     * @param named values by the names of dimensions or columns
     */
    public static AlertSubject of(Map<String, String> named, boolean tellsOfPulls) {
        var values = new TreeMap<String, String>();
        named.forEach((name, value) -> values.putIfAbsent(lettersOf(name), value.strip()));
        return new AlertSubject(
                CLUSTER.stream()
                        .flatMap(name -> Optional.ofNullable(values.get(name)).flatMap(AzureIds::in).stream())
                        .filter(id -> AzureIds.names(id, AzureIds.CLUSTER))
                        .findFirst(),
                first(values, NAMESPACE, KubernetesName.LONGEST),
                first(values, POD, KubernetesName.LONGEST),
                first(values, IMAGE, LONGEST_IMAGE),
                first(values, MESSAGE, Integer.MAX_VALUE),
                tellsOfPulls);
    }

    private static String lettersOf(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    private static Optional<String> first(Map<String, String> values, List<String> names, int longest) {
        return names.stream()
                .flatMap(name -> Optional.ofNullable(values.get(name)).stream())
                .filter(value -> !value.isEmpty() && value.length() <= longest)
                .findFirst();
    }

    public boolean namesAnything() {
        return cluster.isPresent() || namespace.isPresent() || pod.isPresent();
    }

    /** Whether it names a pod that can exist; it or the alert names the cluster. */
    public boolean namesPod() {
        return namespace.filter(KubernetesName::fitsNamespace).isPresent()
                && pod.filter(KubernetesName::fits).isPresent();
    }

    /** What the logs are asked for, to complete it. */
    public PodSelection selection(Optional<ResourceId> ofCluster) {
        return new PodSelection(ofCluster, namespace, pod);
    }
}
