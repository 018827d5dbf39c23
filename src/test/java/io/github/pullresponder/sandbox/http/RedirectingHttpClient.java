package io.github.pullresponder.sandbox.http;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.net.URL;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Sends every request to one local server, with the host it was meant for in a header.
 *
 * <p>It sits below the whole pipeline, because the clients refuse plain http as soon as they hold a token credential:
 * they see https hosts only.
 */
public final class RedirectingHttpClient implements HttpClient {
    private static final HttpHeaderName ORIGINAL_HOST = HttpHeaderName.fromString(LocalServer.ORIGINAL_HOST);

    private final HttpClient client;
    private final String origin;
    private final Set<String> otherHosts;

    /** @param origin the local server, such as {@code http://localhost:8080} */
    public RedirectingHttpClient(HttpClient client, String origin) {
        this(client, origin, Set.of());
    }

    /** @param otherHosts whose requests are sent to them, such as those of an emulator */
    public RedirectingHttpClient(HttpClient client, String origin, Set<String> otherHosts) {
        this.client = client;
        this.origin = origin;
        this.otherHosts = Set.copyOf(otherHosts);
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return client.send(redirected(request)).map(response -> new ResponseToOriginal(request, response));
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request, Context context) {
        return client.send(redirected(request), context).map(response -> new ResponseToOriginal(request, response));
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        return new ResponseToOriginal(request, client.sendSync(redirected(request), context));
    }

    private HttpRequest redirected(HttpRequest request) {
        URL url = request.getUrl();
        if (otherHosts.contains(url.getHost()) || origin.equals(url.getProtocol() + "://" + url.getAuthority())) {
            return request;
        }
        HttpRequest copy = request.copy().setUrl(origin + url.getFile()).setHeader(ORIGINAL_HOST, url.getAuthority());
        // Copying a body sets it again, which the JDK's client does not allow.
        copy.getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
        return copy;
    }
}
