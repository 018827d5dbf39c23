package io.github.pullresponder.endtoend;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import io.github.pullresponder.sandbox.http.Answer;
import io.github.pullresponder.sandbox.http.LocalServer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** Redirects requests to one service of the storage account to a server that answers wrongly, as many times as a test sets. */
final class BrokenStorageHttp implements HttpClient, AutoCloseable {
    private final HttpClient http;
    private final Pattern service;
    private final LocalServer wrong;
    private final AtomicInteger left;

    /** @param service a pattern that occurs in the paths of the service's requests */
    BrokenStorageHttp(HttpClient http, Pattern service, Answer answer, int times) {
        this.http = http;
        this.service = service;
        this.wrong = LocalServer.start(0, request -> answer);
        this.left = new AtomicInteger(times);
    }

    /** Ends the fault: all later requests succeed. */
    void mend() {
        left.set(0);
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return http.send(ledAstray(request));
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        return http.sendSync(ledAstray(request), context);
    }

    private HttpRequest ledAstray(HttpRequest request) {
        var url = request.getUrl();
        if (!url.getHost().equals("127.0.0.1")
                || !service.matcher(url.getPath()).find()
                || left.getAndUpdate(times -> Math.max(0, times - 1)) == 0) {
            return request;
        }
        var copy = request.copy().setUrl(wrong.origin() + url.getFile());
        copy.getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
        return copy;
    }

    @Override
    public void close() {
        wrong.close();
    }
}
