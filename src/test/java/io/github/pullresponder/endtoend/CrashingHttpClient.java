package io.github.pullresponder.endtoend;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import io.github.pullresponder.sandbox.functions.SimulatedCrash;
import reactor.core.publisher.Mono;

/** The requests of a process that may die before or after each of them. */
record CrashingHttpClient(HttpClient http, ProcessRun life) implements HttpClient {
    /** The SDK's pipelines lose an Error, and the waiting thread would wait until its deadline. */
    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromCallable(() -> sendSync(request, Context.NONE))
                .onErrorMap(SimulatedCrash.class, IllegalStateException::new);
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        var what = request.getHttpMethod() + " " + request.getUrl().getHost();
        life.step("before " + what);
        var answer = http.sendSync(request, context);
        life.step("after " + what);
        return answer;
    }
}
