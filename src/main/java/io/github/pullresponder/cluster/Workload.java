package io.github.pullresponder.cluster;

import java.util.Set;

/**
 * What a container's image is set on.
 *
 * @param kind in lower case, as kubectl takes it
 * @param container the one whose image could not be pulled
 */
public record Workload(String namespace, String kind, String name, String container) {
    private static final Set<String> RESTARTED = Set.of("deployment", "statefulset", "daemonset");

    public boolean isPod() {
        return kind.equals("pod");
    }

    /** Whether {@code kubectl rollout restart} takes it. */
    public boolean canRestart() {
        return RESTARTED.contains(kind);
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
