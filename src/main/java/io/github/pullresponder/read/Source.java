package io.github.pullresponder.read;

import io.github.pullresponder.resource.ResourceId;

/** Where a fact was read, for a person who wants to look for themselves. Never holds a query string. */
public record Source(String text) {

    public static Source arm(ResourceId resource) {
        return new Source("ARM GET " + resource);
    }

    public static Source armList(ResourceId scope, String type) {
        return new Source("ARM GET " + scope + "/providers/" + type);
    }

    public static Source graph(String path) {
        return new Source("Graph " + path);
    }

    public static Source kubernetes(String kind, String namespace, String name) {
        return new Source("Kubernetes %s %s/%s".formatted(kind, namespace, name));
    }

    public static Source resourceGraph() {
        return new Source("Resource Graph: registries");
    }

    /** The registry's own API. */
    public static Source registry(String loginServer, String path) {
        return new Source("registry GET %s/acr/v1/%s".formatted(loginServer, path));
    }

    public static Source image(String reference) {
        return new Source("image reference " + reference);
    }

    /** What the kubelet said. */
    public static Source message() {
        return new Source("kubelet message");
    }

    @Override
    public String toString() {
        return text;
    }
}
