package io.github.pullresponder.evidence;

import java.util.Set;

/** An {@code imagePullSecret}: which registry hosts it holds credentials for. The credentials themselves stay behind. */
public record PullSecret(String namespace, String name, Set<String> hosts) {
    public PullSecret {
        hosts = Set.copyOf(hosts);
    }

    public Source source() {
        return Source.kubernetes("secret", namespace, name);
    }
}
