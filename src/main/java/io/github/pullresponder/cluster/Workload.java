package io.github.pullresponder.cluster;

import java.util.Set;

/**
 * The object that defines a container's image.
 *
 * @param kind in lower case, as for kubectl
 * @param container the container whose image could not be pulled
 */
public record Workload(String namespace, String kind, String name, String container) {
    private static final Set<String> RESTARTED = Set.of("deployment", "statefulset", "daemonset");

    public boolean isPod() {
        return kind.equals("pod");
    }

    /** Returns true if {@code kubectl rollout restart} supports this kind. */
    public boolean canRestart() {
        return RESTARTED.contains(kind);
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
