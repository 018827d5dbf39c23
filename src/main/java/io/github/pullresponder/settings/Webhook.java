package io.github.pullresponder.settings;

import java.net.URI;
import java.util.List;

/**
 * A Teams Workflows webhook, and what is sent to it. An empty list is no condition.
 *
 * @param name what it is called in logs: its address is a secret
 * @param clusters names or ids of clusters, {@code *} standing for anything
 * @param namespaces of the pods concerned, likewise
 * @param causes ids of causes, likewise
 */
public record Webhook(String name, URI address, List<String> clusters, List<String> namespaces, List<String> causes) {
    public Webhook {
        clusters = List.copyOf(clusters);
        namespaces = List.copyOf(namespaces);
        causes = List.copyOf(causes);
    }

    /** Whether no one can own it: such names are never registered (RFC 2606, section 2). */
    boolean isExample() {
        return address.getHost().endsWith(".example");
    }

    /** Whoever holds the address may post. */
    @Override
    public String toString() {
        return "webhook " + name + " (address hidden)";
    }
}
