package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.net.URI;
import reactor.core.publisher.Mono;

/**
 * Refuses requests to any other host, before a token is added. The SDK follows the link to a list's next page wherever it leads.
 */
final class OneHostPolicy implements HttpPipelinePolicy {
    private final String host;

    OneHostPolicy(String endpoint) {
        this.host = URI.create(endpoint).getHost();
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
        return Mono.defer(() -> {
            check(call);
            return next.process();
        });
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
        check(call);
        return next.processSync();
    }

    private void check(HttpPipelineCallContext call) {
        if (!host.equalsIgnoreCase(call.getHttpRequest().getUrl().getHost())) {
            throw new IllegalArgumentException("a link to another host");
        }
    }
}
