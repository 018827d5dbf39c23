package io.github.pullresponder.intake.input;

import io.github.pullresponder.cluster.LogQueryPodFilter;
import io.github.pullresponder.redaction.Redaction;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects that the dimensions of an alert, or the columns of its results, name. The author of the rule chose the names of the
 * dimensions, so several spellings are accepted, in any letter case.
 *
 * @param isAboutPulls true if the rule itself is about pulls, so that the logs need not confirm its pods
 */
public record AlertSubject(
        Optional<ResourceId> cluster,
        Optional<String> namespace,
        Optional<String> pod,
        Optional<String> image,
        Optional<String> message,
        boolean isAboutPulls) {

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
     * Reads the names in an alert.
     *
     * @param named the values by the names of dimensions or columns
     */
    public static AlertSubject of(Map<String, String> named, boolean isAboutPulls) {
        var values = new TreeMap<String, String>();
        named.forEach((name, value) -> values.putIfAbsent(lettersOf(name), value.strip()));
        return new AlertSubject(
                CLUSTER.stream()
                        .flatMap(name -> Optional.ofNullable(values.get(name)).flatMap(ResourceIdParser::in).stream())
                        .filter(id -> ResourceIdParser.names(id, ResourceIdParser.CLUSTER))
                        .findFirst(),
                first(values, NAMESPACE, KubernetesNameValidator.LONGEST),
                first(values, POD, KubernetesNameValidator.LONGEST),
                first(values, IMAGE, LONGEST_IMAGE),
                first(values, MESSAGE, Integer.MAX_VALUE),
                isAboutPulls);
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

    /** Returns true if it names a valid pod; it or the alert names the cluster. */
    public boolean namesPod() {
        return namespace.filter(KubernetesNameValidator::fitsNamespace).isPresent()
                && pod.filter(KubernetesNameValidator::fits).isPresent();
    }

    /** The pods to query in the logs, to complete it. */
    public LogQueryPodFilter selection(Optional<ResourceId> ofCluster) {
        return new LogQueryPodFilter(ofCluster, namespace, pod);
    }
}
