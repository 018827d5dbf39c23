package io.github.pullresponder.evidence.azure.http;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.net.URI;
import java.net.URL;
import java.util.Locale;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Rejects requests to any host other than the pipeline's own, before a token is added. The clients follow the link to a list's next
 * page to any host, and that link comes from outside.
 */
public final class SingleHostHttpPolicy implements HttpPipelinePolicy {
    private final Supplier<String> endpoint;

    private SingleHostHttpPolicy(Supplier<String> endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Creates a policy for a host.
     *
     * @param endpoint an address at the host, such as {@code https://management.azure.com/}
     */
    public static SingleHostHttpPolicy of(String endpoint) {
        return new SingleHostHttpPolicy(() -> endpoint);
    }

    /** Creates a policy for an address that is known only after the client is created. */
    public static SingleHostHttpPolicy of(Supplier<String> endpoint) {
        return new SingleHostHttpPolicy(endpoint);
    }

    /** Runs before the credential policy, which some clients add themselves. */
    @Override
    public HttpPipelinePosition getPipelinePosition() {
        return HttpPipelinePosition.PER_CALL;
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
        if (!isAt(URI.create(endpoint.get()), call.getHttpRequest().getUrl())) {
            throw new IllegalArgumentException("a link to another host");
        }
    }

    private static boolean isAt(URI endpoint, URL url) {
        return endpoint.getScheme().equalsIgnoreCase(url.getProtocol())
                && endpoint.getHost()
                        .toLowerCase(Locale.ROOT)
                        .equals(url.getHost().toLowerCase(Locale.ROOT))
                && portOf(endpoint) == (url.getPort() < 0 ? url.getDefaultPort() : url.getPort());
    }

    private static int portOf(URI endpoint) {
        if (endpoint.getPort() >= 0) {
            return endpoint.getPort();
        }
        return "https".equalsIgnoreCase(endpoint.getScheme()) ? 443 : 80;
    }
}
