package io.github.pullresponder.checks;

import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.Source;
import java.util.List;
import java.util.Optional;

/**
 * A pull secret, and where it is.
 *
 * @param cluster absent where a report is about one cluster: the reader knows which
 * @param loginServer the host that it signs in to, as it is written there
 */
public record PlacedSecret(Optional<ResourceId> cluster, String namespace, String name, String loginServer) {

    static PlacedSecret here(String namespace, String name, String loginServer) {
        return new PlacedSecret(Optional.empty(), namespace, name, loginServer);
    }

    /** As people are told it. */
    public String words() {
        return "pull secret %s/%s%s"
                .formatted(
                        namespace, name, cluster.map(id -> " of " + id.name()).orElse(""));
    }

    static String words(List<PlacedSecret> secrets) {
        var more = secrets.size() - 1;
        return secrets.get(0).words() + (more > 0 ? " and " + more + " more" : "");
    }

    Source source() {
        return Source.kubernetes("secret", namespace, name);
    }

    /** {@code az aks get-credentials} calls the context as the cluster is called, unless it is told otherwise. */
    Command kubectl(String words) {
        var kubectl = new Command("kubectl");
        return cluster.map(id -> kubectl.with("--context", id.name()))
                .orElse(kubectl)
                .and(words);
    }
}
