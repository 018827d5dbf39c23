package io.github.pullresponder.notification;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import java.util.List;

/**
 * Tests if webhooks are reachable. It sends HEAD, which posts no card; any answer counts, because the answer to a card is unknown.
 */
public record WebhookProbe(HttpPipeline pipeline, List<TeamsWebhookConfig> webhooks) {
    public WebhookProbe {
        webhooks = List.copyOf(webhooks);
    }

    /** The names of webhooks without any answer. */
    public List<String> unreached() {
        return webhooks.stream()
                .filter(webhook -> !answers(webhook))
                .map(TeamsWebhookConfig::id)
                .toList();
    }

    private boolean answers(TeamsWebhookConfig webhook) {
        var request = new HttpRequest(HttpMethod.HEAD, webhook.address().toString());
        try (var response = pipeline.sendSync(request, Context.NONE)) {
            return response.getStatusCode() > 0;
        } catch (RuntimeException e) {
            // The exception's message may quote the URL, which is a secret.
            return false;
        }
    }
}
