package io.github.pullresponder.read;

import io.github.pullresponder.resource.ResourceId;

/**
 * The source of a fact, for a person who wants to verify it, and the subject of the fact.
 *
 * @param text the source, without a query string
 */
public record Source(String text, EvidenceSubject subject) {

    public static Source arm(ResourceId resource) {
        return new Source("ARM GET " + resource, EvidenceSubject.resource(resource));
    }

    public static Source armList(ResourceId scope, String type) {
        return new Source("ARM GET " + scope + "/providers/" + type, EvidenceSubject.resource(scope));
    }

    /** The list of a resource's children of one kind. */
    public static Source armChildren(ResourceId parent, String kind) {
        return new Source("ARM GET " + parent + "/" + kind, EvidenceSubject.resource(parent));
    }

    public static Source graph(String path, EvidenceSubject subject) {
        return new Source("Graph " + path, subject);
    }

    public static Source pullSecret(String namespace, String name) {
        return new Source(
                "Kubernetes secret %s/%s".formatted(namespace, name), EvidenceSubject.pullSecret(namespace, name));
    }

    public static Source serviceAccount(String namespace, String name) {
        return new Source(
                "Kubernetes service account %s/%s".formatted(namespace, name),
                EvidenceSubject.serviceAccount(namespace, name));
    }

    public static Source node(String name) {
        return new Source("Kubernetes node " + name, EvidenceSubject.node(name));
    }

    /** The search for the registry with a login server. */
    public static Source resourceGraph(String loginServer) {
        return new Source("Resource Graph: registries", EvidenceSubject.registry(loginServer));
    }

    /** The registry's own API, for one image. */
    public static Source registry(String loginServer, String path, String image) {
        return new Source("registry GET %s/acr/v1/%s".formatted(loginServer, path), EvidenceSubject.image(image));
    }

    /** The registry's answer to a request without credentials. */
    public static Source registryBase(String loginServer) {
        return new Source("registry GET %s/v2/".formatted(loginServer), EvidenceSubject.registry(loginServer));
    }

    public static Source image(String reference) {
        return new Source("image reference " + reference, EvidenceSubject.image(reference));
    }

    /** The kubelet's message. */
    public static Source message() {
        return new Source("kubelet message", EvidenceSubject.message());
    }

    /** The same source for a fact about another part of the pull. */
    public Source about(EvidenceSubject other) {
        return new Source(text, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
