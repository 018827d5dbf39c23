package io.github.pullresponder.sandbox.functions;

import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.github.pullresponder.sandbox.http.Answer;
import io.github.pullresponder.sandbox.http.LocalServer;
import io.github.pullresponder.sandbox.http.QuietLibraries;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs functions on localhost as the Azure Functions host does: finds them by their annotations, serves HTTP triggers
 * below {@code /api/}, receives deliveries of Event Grid, runs timer functions on request, and delivers the messages of
 * storage queues.
 */
public final class FunctionHost implements AutoCloseable {
    /** The package of the project's functions. */
    public static final String FUNCTIONS = "io.github.pullresponder.functions";

    private final HostedFunctions functions;
    private final List<HostEndpoint> endpoints;
    private final QueueDelivery queues;
    private final LocalServer server;

    private FunctionHost(HostedFunctions functions, int port, QueueDelivery queues) {
        this.functions = functions;
        this.endpoints = List.of(
                new HttpEndpoint(functions),
                new EventGridEndpoint(functions),
                new AdminEndpoint(functions, Clock.systemUTC()));
        this.queues = queues;
        this.server = LocalServer.start(port, this::serve);
    }

    /**
     * Starts a host for the functions of a package. Messages wait until {@link #drain()} or {@link #listen()} is
     * called.
     *
     * @param port port on localhost; 0 selects a free one
     * @param instances creates the instance of a function's class for each invocation
     * @param queues the queues that queue triggers listen to
     */
    public static FunctionHost start(
            String packageName, int port, Function<Class<?>, Object> instances, HostQueues queues) {
        QuietLibraries.hush();
        var functions = HostedFunctions.in(packageName, instances);
        var settings = QueueSettings.ofProject();
        var listeners = functions.all().stream()
                .flatMap(function -> listener(function, queues, settings))
                .toList();
        return new FunctionHost(functions, port, new QueueDelivery(listeners, settings.batchSize()));
    }

    private static Stream<QueueListener> listener(HostedFunction function, HostQueues queues, QueueSettings settings) {
        return function.trigger(QueueTrigger.class).stream()
                .map(trigger -> QueueListener.of(function, trigger.queueName(), queues, settings));
    }

    /** The names of all functions. */
    public Set<String> names() {
        return functions.names();
    }

    /** The origin of this server, such as {@code http://localhost:7071}. */
    public URI origin() {
        return URI.create(server.origin());
    }

    /**
     * Calls a function as its trigger would, without network. Query parameters also fill the parameters of its route.
     *
     * @throws IllegalArgumentException if there is no such function
     */
    public FunctionResult invoke(String name, String body, Map<String, String> headers, Map<String, String> query) {
        HostedFunction function = functions
                .named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no function \"" + name + "\", only " + functions.names()));
        List<String> methods = function.methods();
        String method = methods.isEmpty() || methods.contains("POST") ? "POST" : methods.get(0);
        URI uri = origin().resolve("/api/" + function.name());
        return function.invoke(new ChannelDelivery(method, uri, headers, query, body, query));
    }

    /**
     * Delivers queue messages, one after another, until none is visible.
     *
     * @return the number of deliveries
     */
    public int drain() {
        return queues.drain();
    }

    /** Does the same with several workers in parallel, like several instances. */
    public int drain(int workers) {
        return queues.drain(workers);
    }

    /** Starts to deliver queue messages as they arrive, with the concurrency that host.json allows one instance. */
    public void listen() {
        queues.listen();
    }

    @Override
    public void close() {
        queues.close();
        server.close();
    }

    private Answer serve(Request request) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.serves(request.segments()))
                .findFirst()
                .map(endpoint -> endpoint.answer(request))
                .orElse(Response.empty(404));
    }
}
