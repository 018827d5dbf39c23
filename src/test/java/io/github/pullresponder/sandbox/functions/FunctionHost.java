package io.github.pullresponder.sandbox.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.pullresponder.sandbox.http.Answer;
import io.github.pullresponder.sandbox.http.LocalServer;
import io.github.pullresponder.sandbox.http.QuietLibraries;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Runs functions on localhost as the Azure Functions host would: finds them by their annotations, serves HTTP triggers
 * below {@code /api/}, and hands other triggers over by name. Function keys are not asked for, as in Core Tools.
 */
public final class FunctionHost implements AutoCloseable {
    /** Where the project's functions are. */
    public static final String FUNCTIONS = "io.github.pullresponder.functions";

    /** By package: looking through its classes takes longer than playing an estate. */
    private static final Map<String, List<Method>> METHODS = new ConcurrentHashMap<>();

    private final Map<String, HostedFunction> functions;
    private final LocalServer server;

    private FunctionHost(List<HostedFunction> found, int port) {
        functions = new LinkedHashMap<>();
        found.forEach(function -> functions.put(function.name(), function));
        server = LocalServer.start(port, this::serve);
    }

    /**
     * Starts a host for the functions of a package.
     *
     * @param port 0 takes any free one
     * @param instances makes the instance a function is called on, for every invocation
     */
    public static FunctionHost start(String packageName, int port, Function<Class<?>, Object> instances) {
        QuietLibraries.hush();
        var found = METHODS.computeIfAbsent(packageName, FunctionHost::methodsIn).stream()
                .map(method -> HostedFunction.of(method, instances))
                .toList();
        return new FunctionHost(found, port);
    }

    private static List<Method> methodsIn(String packageName) {
        return new ClassFileImporter()
                .importPackages(packageName).stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(FunctionName.class))
                        .map(JavaMethod::reflect)
                        .toList();
    }

    /** The names of the functions there are. */
    public Set<String> names() {
        return Set.copyOf(functions.keySet());
    }

    /** Where this listens, such as {@code http://localhost:7071}. */
    public URI origin() {
        return URI.create(server.origin());
    }

    /**
     * Calls a function as its trigger would, without network. Query parameters also fill the parameters of its route.
     *
     * @throws IllegalArgumentException if there is no such function
     */
    public FunctionResult invoke(String name, String body, Map<String, String> headers, Map<String, String> query) {
        HostedFunction function = Optional.ofNullable(functions.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no function \"" + name + "\", only " + functions.keySet()));
        List<String> methods = function.methods();
        String method = methods.isEmpty() || methods.contains("POST") ? "POST" : methods.get(0);
        URI uri = origin().resolve("/api/" + function.name());
        return function.invoke(new Delivery(method, uri, lowerCased(headers), query, body, query));
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer serve(Request request) {
        List<String> segments = request.segments();
        boolean api = segments.size() > 1 && segments.get(0).equals("api");
        boolean routed = false;
        for (HostedFunction function : api ? functions.values() : List.<HostedFunction>of()) {
            var values = function.httpTrigger()
                    .flatMap(trigger -> function.route().match(segments.subList(1, segments.size())));
            if (values.isPresent() && allows(function, request.method())) {
                return response(function.invoke(delivery(request, values.get())));
            }
            routed |= values.isPresent();
        }
        return Response.empty(routed ? 405 : 404);
    }

    private static boolean allows(HostedFunction function, String method) {
        return function.methods().isEmpty() || function.methods().contains(method);
    }

    private static Delivery delivery(Request request, Map<String, String> routeValues) {
        return new Delivery(
                request.method(),
                URI.create(request.url()),
                lowerCased(request.headers()),
                request.parameters(),
                request.body(),
                routeValues);
    }

    /** The host hands header names over in lower case. */
    private static Map<String, String> lowerCased(Map<String, String> headers) {
        var lowerCased = new TreeMap<String, String>();
        headers.forEach((name, value) -> lowerCased.put(name.toLowerCase(Locale.ROOT), value));
        return lowerCased;
    }

    private static Response response(FunctionResult result) {
        return new Response(result.status(), result.headers(), result.body());
    }
}
