package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.FunctionName;
import io.github.pullresponder.sandbox.functions.HostedRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.logging.Logger;

/**
 * Creates every function without arguments and invokes it in a separate process, as the Java worker does. Prints one line for
 * each function, with its answer or its exception.
 */
final class InvokedAsByTheWorker {
    private static final String POD =
            "{\"cluster\": \"/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg"
                    + "/providers/Microsoft.ContainerService/managedClusters/aks\", \"namespace\": \"n\", \"pod\": \"p\"}";

    private InvokedAsByTheWorker() {}

    public static void main(String[] arguments) throws Exception {
        var quiet = Logger.getAnonymousLogger();
        quiet.setUseParentHandlers(false);
        for (var function : StartOfFunctionsTest.functions()) {
            var name = function.getAnnotation(FunctionName.class).value();
            System.out.println(name + " " + answered(function, context(quiet)).replaceAll("\\s+", " "));
        }
        System.exit(0);
    }

    private static String answered(Method function, ExecutionContext context) throws Exception {
        var instance = function.getDeclaringClass().getConstructor().newInstance();
        try {
            return function.invoke(instance, arguments(function, context)) instanceof HttpResponseMessage response
                    ? response.getStatusCode() + " " + response.getBody()
                    : "answered nothing";
        } catch (InvocationTargetException e) {
            return "threw " + e.getCause().getClass().getSimpleName() + " "
                    + e.getCause().getMessage();
        }
    }

    /** The arguments for each of its parameters. */
    static Object[] arguments(Method function, ExecutionContext context) {
        return Arrays.stream(function.getParameters())
                .map(parameter -> {
                    if (parameter.getType() == ExecutionContext.class) {
                        return context;
                    }
                    if (parameter.getType() == HttpRequestMessage.class) {
                        var isOptional =
                                parameter.getParameterizedType().getTypeName().contains("Optional");
                        return isOptional
                                ? HostedRequest.get("http://localhost/api/any")
                                : HostedRequest.post("http://localhost/api/any", POD);
                    }
                    return parameter.getType() == long.class ? (Object) 1L : POD;
                })
                .toArray();
    }

    static ExecutionContext context(Logger logger) {
        return new ExecutionContext() {
            @Override
            public Logger getLogger() {
                return logger;
            }

            @Override
            public String getInvocationId() {
                return "invocation-1";
            }

            @Override
            public String getFunctionName() {
                return "function";
            }
        };
    }
}
