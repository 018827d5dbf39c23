package io.github.pullresponder.read;

import io.github.pullresponder.resource.ResourceId;

/**
 * The source of a fact, for a person who wants to verify it, and the subject of the fact.
 *
 * @param text the source, without a query string
 */
public record FactSource(String text, EvidenceSubject subject) {

    public static FactSource arm(ResourceId resource) {
        return new FactSource("ARM GET " + resource, EvidenceSubject.resource(resource));
    }

    public static FactSource armList(ResourceId scope, String type) {
        return new FactSource("ARM GET " + scope + "/providers/" + type, EvidenceSubject.resource(scope));
    }

    /** The list of a resource's children of one kind. */
    public static FactSource armChildren(ResourceId parent, String kind) {
        return new FactSource("ARM GET " + parent + "/" + kind, EvidenceSubject.resource(parent));
    }

    public static FactSource graph(String path, EvidenceSubject subject) {
        return new FactSource("Graph " + path, subject);
    }

    public static FactSource pullSecret(String namespace, String name) {
        return new FactSource(
                "Kubernetes secret %s/%s".formatted(namespace, name), EvidenceSubject.pullSecret(namespace, name));
    }

    public static FactSource serviceAccount(String namespace, String name) {
        return new FactSource(
                "Kubernetes service account %s/%s".formatted(namespace, name),
                EvidenceSubject.serviceAccount(namespace, name));
    }

    public static FactSource node(String name) {
        return new FactSource("Kubernetes node " + name, EvidenceSubject.node(name));
    }

    /** The search for the registry with a login server. */
    public static FactSource resourceGraph(String loginServer) {
        return new FactSource("Resource Graph: registries", EvidenceSubject.registry(loginServer));
    }

    /** The registry's own API, for one image. */
    public static FactSource registry(String loginServer, String path, String image) {
        return new FactSource("registry GET %s/acr/v1/%s".formatted(loginServer, path), EvidenceSubject.image(image));
    }

    /** The registry's answer to a request without credentials. */
    public static FactSource registryBase(String loginServer) {
        return new FactSource("registry GET %s/v2/".formatted(loginServer), EvidenceSubject.registry(loginServer));
    }

    public static FactSource image(String reference) {
        return new FactSource("image reference " + reference, EvidenceSubject.image(reference));
    }

    /** The kubelet's message. */
    public static FactSource message() {
        return new FactSource("kubelet message", EvidenceSubject.message());
    }

    /** The same source for a fact about another part of the pull. */
    public FactSource about(EvidenceSubject other) {
        return new FactSource(text, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
