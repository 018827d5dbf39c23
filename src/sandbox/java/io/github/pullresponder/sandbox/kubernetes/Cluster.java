package io.github.pullresponder.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The objects of one cluster. */
final class Cluster {
    private static final String RESOURCE_VERSION = "1000";

    private final List<ObjectNode> objects;

    Cluster(List<ObjectNode> documents) {
        objects = new ArrayList<>(documents.stream().map(Cluster::stored).toList());
        objects.addAll(impliedNamespaces());
    }

    List<ObjectNode> find(KubernetesTarget target) {
        return objects.stream()
                .filter(object -> object.path("apiVersion").asText().equals(target.apiVersion()))
                .filter(object -> kind(object).plural().equals(target.plural()))
                .filter(object ->
                        target.namespace().map(namespace(object)::equals).orElse(true))
                .filter(object -> target.name().map(name(object)::equals).orElse(true))
                .toList();
    }

    /** The kind of a path: a known kind, or the kind of an object in the cluster. */
    Optional<KubernetesKinds.Kind> kind(KubernetesTarget target) {
        return KubernetesKinds.at(target.apiVersion(), target.plural())
                .or(() -> objects.stream()
                        .map(Cluster::kind)
                        .filter(kind -> kind.apiVersion().equals(target.apiVersion())
                                && kind.plural().equals(target.plural()))
                        .findFirst());
    }

    String version() {
        return objects.stream()
                .flatMap(object -> Json.textAt(object, "/status/nodeInfo/kubeletVersion").stream())
                .findFirst()
                .orElse("v1.33.5");
    }

    static String resourceVersion() {
        return RESOURCE_VERSION;
    }

    /** Adds a resource version, and the default namespace if the object names none, as the API server does. */
    private static ObjectNode stored(ObjectNode document) {
        ObjectNode object = document.deepCopy();
        ObjectNode metadata = object.withObject("/metadata");
        if (!metadata.has("resourceVersion")) {
            metadata.put("resourceVersion", RESOURCE_VERSION);
        }
        boolean namespaced = KubernetesKinds.of(object.path("apiVersion").asText()).stream()
                .anyMatch(kind -> kind.namespaced()
                        && kind.name().equals(object.path("kind").asText()));
        if (namespaced && !metadata.has("namespace")) {
            metadata.put("namespace", "default");
        }
        return object;
    }

    private List<ObjectNode> impliedNamespaces() {
        var names = new TreeSet<>(List.of("default", "kube-system"));
        objects.stream().map(Cluster::namespace).filter(name -> !name.isEmpty()).forEach(names::add);
        objects.stream().filter(Cluster::isNamespace).map(Cluster::name).forEach(names::remove);
        return names.stream().map(Cluster::activeNamespace).toList();
    }

    private static ObjectNode activeNamespace(String name) {
        ObjectNode namespace = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
        namespace.set("metadata", Json.object().put("name", name).put("resourceVersion", RESOURCE_VERSION));
        namespace.set("status", Json.object().put("phase", "Active"));
        return namespace;
    }

    private static boolean isNamespace(ObjectNode object) {
        return object.path("kind").asText().equals("Namespace");
    }

    private static KubernetesKinds.Kind kind(ObjectNode object) {
        return new KubernetesKinds.Kind(
                object.path("apiVersion").asText(),
                object.path("kind").asText(),
                !namespace(object).isEmpty());
    }

    private static String namespace(ObjectNode object) {
        return object.at("/metadata/namespace").asText();
    }

    private static String name(ObjectNode object) {
        return object.at("/metadata/name").asText();
    }
}
