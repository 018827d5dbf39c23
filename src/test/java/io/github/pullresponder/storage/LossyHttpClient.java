package io.github.pullresponder.storage;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** Sends every request, and loses an answer if a test requests it: the connection breaks after the service has completed the request. */
final class LossyHttpClient implements HttpClient {
    private final HttpClient http;
    private final AtomicBoolean losing = new AtomicBoolean();
    private final AtomicInteger lost = new AtomicInteger();

    LossyHttpClient(HttpClient http) {
        this.http = http;
    }

    void loseNextAnswer() {
        losing.set(true);
    }

    int lost() {
        return lost.get();
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return http.send(request)
                .flatMap(answer -> losing.getAndSet(false) ? Mono.error(broken(answer)) : Mono.just(answer));
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        var answer = http.sendSync(request, context);
        if (losing.getAndSet(false)) {
            throw new UncheckedIOException(broken(answer));
        }
        return answer;
    }

    private IOException broken(HttpResponse answer) {
        answer.close();
        lost.incrementAndGet();
        return new IOException("connection reset");
    }
}
