package io.github.pullresponder.notification;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import java.util.List;

/**
 * Whether webhooks can be reached from here. They are asked with HEAD, which posts no card; so any answer counts, because what
 * they would say to a card is not known.
 */
public record WebhookProbe(HttpPipeline pipeline, List<TeamsWebhook> webhooks) {
    public WebhookProbe {
        webhooks = List.copyOf(webhooks);
    }

    /** The names of those that gave no answer at all. */
    public List<String> unreached() {
        return webhooks.stream()
                .filter(webhook -> !answers(webhook))
                .map(TeamsWebhook::id)
                .toList();
    }

    private boolean answers(TeamsWebhook webhook) {
        var request = new HttpRequest(HttpMethod.HEAD, webhook.address().toString());
        try (var response = pipeline.sendSync(request, Context.NONE)) {
            return response.getStatusCode() > 0;
        } catch (RuntimeException e) {
            // Its message may quote the address, which is a secret.
            return false;
        }
    }
}
