package io.github.pullresponder.diagnosis;

/**
 * What a container's image is set on.
 *
 * @param kind in lower case, as kubectl takes it
 * @param container the one whose image could not be pulled
 */
public record Workload(String namespace, String kind, String name, String container) {
    public boolean isPod() {
        return kind.equals("pod");
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
