package io.github.pullresponder.settings;

import java.net.URI;
import java.util.List;

/**
 * A Teams Workflows webhook and the conditions for sending to it. An empty list is no condition.
 *
 * @param name its name in logs, because its URL is a secret
 * @param clusters names or ids of clusters, {@code *} matches any text
 * @param namespaces namespaces of the affected pods, with the same wildcard
 * @param causes ids of causes, with the same wildcard
 */
public record TeamsWebhookSettings(
        String name, URI address, List<String> clusters, List<String> namespaces, List<String> causes) {
    public TeamsWebhookSettings {
        clusters = List.copyOf(clusters);
        namespaces = List.copyOf(namespaces);
        causes = List.copyOf(causes);
    }

    /** Returns true for a host that no one can own: names in .example are never registered (RFC 2606, section 2). */
    boolean isExample() {
        return address.getHost().endsWith(".example");
    }

    /** Hides the URL, which is a secret: anyone who has it can post. */
    @Override
    public String toString() {
        return "webhook " + name + " (address hidden)";
    }
}
