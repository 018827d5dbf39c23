package io.github.pullresponder.sandbox.http;

import io.github.pullresponder.local.SandboxHttpClient;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTP server on the loopback interface that hands every request to one function. */
public final class LocalServer implements AutoCloseable {
    private static final List<HandlerType> METHODS = List.of(
            HandlerType.GET,
            HandlerType.HEAD,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.PATCH,
            HandlerType.DELETE,
            HandlerType.OPTIONS);

    private static final int MOST_THREADS = 1_000;
    /**
     * Shared by all servers of the process: starting threads for each server takes longer than the requests of an
     * estate.
     */
    private static final QueuedThreadPool THREADS = startedThreads();

    private final Javalin javalin;

    private LocalServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /** Starts to listen; port 0 selects a free one. */
    public static LocalServer start(int port, Function<Request, Answer> handler) {
        QuietLibraries.hush();
        var javalin = Javalin.create(config -> {
            config.showJavalinBanner = false;
            config.startupWatcherEnabled = false;
            config.jetty.threadPool = THREADS;
            config.http.disableCompression();
            config.http.maxRequestSize = 10_000_000;
        });
        METHODS.forEach(method -> javalin.addHttpHandler(method, "*", context -> serve(context, handler)));
        return new LocalServer(javalin.start("localhost", port));
    }

    private static QueuedThreadPool startedThreads() {
        var threads = new QueuedThreadPool(MOST_THREADS);
        threads.setName("sandbox-http");
        threads.setDaemon(true);
        LifeCycle.start(threads);
        return threads;
    }

    public int port() {
        return javalin.port();
    }

    /** {@code http://localhost:<port>} */
    public String origin() {
        return "http://localhost:" + port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void serve(Context context, Function<Request, Answer> handler) {
        Answer answer = handler.apply(request(context));
        if (answer instanceof Response response) {
            write(response, context);
        } else {
            org.eclipse.jetty.server.Request.getBaseRequest(context.req())
                    .getHttpChannel()
                    .getEndPoint()
                    .close();
        }
    }

    private static Request request(Context context) {
        String origin = Optional.ofNullable(context.header(SandboxHttpClient.ORIGINAL_HOST))
                .map(host -> "https://" + host)
                .orElse("http://" + context.host());
        return new Request(
                context.method().name(),
                origin,
                context.req().getRequestURI(),
                Optional.ofNullable(context.queryString()).orElse(""),
                context.headerMap(),
                context.body());
    }

    private static void write(Response response, Context context) {
        context.status(response.status());
        response.headers().forEach(context::header);
        Optional.ofNullable(response.headers().get("Content-Type")).ifPresent(context::contentType);
        if (context.method() != HandlerType.HEAD) {
            context.result(response.body());
        }
    }
}
