package io.github.pullresponder.notification;

import java.net.URI;

/**
 * A Teams Workflows webhook ("Create incoming webhooks with Workflows for Microsoft Teams").
 *
 * @param id its id, which, unlike the URL, is not a secret
 */
public record TeamsWebhookConfig(String id, URI address, NotificationFilter route) {
    @Override
    public String toString() {
        return "webhook " + id + " (address hidden)";
    }
}
