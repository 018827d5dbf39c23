package io.github.pullresponder.sandbox.functions;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.pullresponder.sandbox.json.Json;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;

/** One function: a method with its annotations. */
record HostedFunction(String name, Method method, Function<Class<?>, Object> instances) {

    static HostedFunction of(Method method, Function<Class<?>, Object> instances) {
        // A parameter without a binding fails now, not at the first invocation.
        Arrays.stream(method.getParameters()).forEach(ArgumentBinding::of);
        return new HostedFunction(method.getAnnotation(FunctionName.class).value(), method, instances);
    }

    /** The HTTP trigger; empty if the function has another trigger. */
    Optional<HttpTrigger> httpTrigger() {
        return trigger(HttpTrigger.class);
    }

    /** The trigger, if it is of this kind. */
    <T extends Annotation> Optional<T> trigger(Class<T> kind) {
        return Arrays.stream(method.getParameters())
                .flatMap(parameter -> Stream.ofNullable(parameter.getAnnotation(kind)))
                .findFirst();
    }

    /** Without a route, the function's name is its route. */
    RouteTemplate route() {
        return RouteTemplate.parse(httpTrigger()
                .map(HttpTrigger::route)
                .filter(route -> !route.isEmpty())
                .orElse(name));
    }

    /** The HTTP methods; empty means all methods. */
    List<String> methods() {
        return httpTrigger().stream()
                .flatMap(trigger -> Arrays.stream(trigger.methods()))
                .map(Object::toString)
                .toList();
    }

    FunctionResult invoke(ChannelDelivery delivery) {
        var context = HostedContext.of(name);
        Object[] arguments = Arrays.stream(method.getParameters())
                .map(parameter -> ArgumentBinding.of(parameter).argument(parameter, delivery, context))
                .toArray();
        try {
            return result(method.invoke(instance(), arguments));
        } catch (InvocationTargetException thrown) {
            FunctionResult failed = FunctionResult.failed(thrown.getCause());
            if (!failed.died()) {
                context.getLogger().log(Level.SEVERE, thrown.getCause(), () -> "Function " + name + " failed");
            }
            return failed;
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException("A function must be public, in a public class: " + method, hidden);
        }
    }

    /**
     * The Java worker creates an object for each invocation. It reports an exception from a constructor. After an
     * {@code Error} it reports nothing, and the host waits until the function times out.
     */
    private Object instance() throws InvocationTargetException {
        try {
            return instances.apply(method.getDeclaringClass());
        } catch (RuntimeException thrown) {
            throw new InvocationTargetException(thrown);
        } catch (Error unanswered) {
            throw new IllegalStateException("No answer: the constructor threw an Error: " + name, unanswered);
        }
    }

    private static FunctionResult result(Object returned) {
        if (!(returned instanceof HttpResponseMessage response)) {
            boolean nothing = returned == null;
            return new FunctionResult(nothing ? 204 : 200, Map.of(), nothing ? "" : text(returned), Optional.empty());
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (response instanceof HostedResponse hosted) {
            headers.putAll(hosted.headers());
        }
        String body = response.getBody() == null ? "" : text(response.getBody());
        return new FunctionResult(response.getStatusCode(), headers, body, Optional.empty());
    }

    private static String text(Object body) {
        if (body instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return body instanceof String text ? text : Json.of(body).toString();
    }
}
