package io.github.pullresponder.local;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Sends every request to a sandbox, with the original host in a header. Requests to this machine are not redirected.
 *
 * <p>It is below the whole pipeline, because clients with a token credential reject plain http: they use https hosts only.
 */
public final class SandboxHttpClient implements HttpClient {
    /** The header with the original host. */
    public static final String ORIGINAL_HOST = "X-Original-Host";

    private static final HttpHeaderName ORIGINAL_HOST_HEADER = HttpHeaderName.fromString(ORIGINAL_HOST);
    private static final String BEARER = "Bearer ";

    private final HttpClient client;
    private final SandboxAddress sandbox;

    public SandboxHttpClient(HttpClient client, SandboxAddress sandbox) {
        this.client = client;
        this.sandbox = sandbox;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return client.send(redirect(request)).map(response -> new SandboxHttpResponse(request, response));
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request, Context context) {
        return client.send(redirect(request), context).map(response -> new SandboxHttpResponse(request, response));
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        return new SandboxHttpResponse(request, client.sendSync(redirect(request), context));
    }

    private HttpRequest redirect(HttpRequest request) {
        var url = request.getUrl();
        if (SandboxAddress.isLoopback(url.getHost())) {
            return request;
        }
        refuseRealToken(request);
        var copy = request.copy()
                .setUrl(sandbox.uri() + url.getFile())
                .setHeader(ORIGINAL_HOST_HEADER, url.getAuthority());
        // Copying a body sets it again, which the JDK's client does not allow.
        copy.getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
        return copy;
    }

    /** A process with a sandbox has only a {@link SandboxCredential}. If that changes, this fails. */
    private static void refuseRealToken(HttpRequest request) {
        Optional.ofNullable(request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION))
                .filter(value -> value.startsWith(BEARER))
                .filter(value -> !SandboxToken.isOne(value.substring(BEARER.length())))
                .ifPresent(value -> {
                    throw new IllegalStateException("only tokens of the sandbox are sent to a sandbox");
                });
    }
}
