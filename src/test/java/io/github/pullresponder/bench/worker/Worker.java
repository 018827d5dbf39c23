package io.github.pullresponder.bench.worker;

import com.microsoft.azure.functions.HttpResponseMessage;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Answers a request twice and prints the measurements: the time at which it was ready, the milliseconds of both answers, the
 * number of classes that are loaded after the first answer, and the second answer.
 *
 * <p>Like the real worker, it loads the function in a class loader for the app's libraries, a child of its own class loader.
 */
public final class Worker {
    private Worker() {}

    /** @param arguments the entry point, the request's body, and the class path of the app */
    public static void main(String... arguments) throws Exception {
        var ready = System.currentTimeMillis();
        var entryPoint = arguments[0];
        var request = new WorkerRequest(arguments[1]);
        var libraries = urls(Arrays.copyOfRange(arguments, 2, arguments.length));

        var begin = System.nanoTime();
        var app = new URLClassLoader(libraries, Worker.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(app);
        var dot = entryPoint.lastIndexOf('.');
        var type = app.loadClass(entryPoint.substring(0, dot));
        var name = entryPoint.substring(dot + 1);
        var method = Arrays.stream(type.getMethods())
                .filter(member -> member.getName().equals(name))
                .findFirst()
                .orElseThrow();
        Object[] given =
                method.getParameterCount() == 1 ? new Object[] {request} : new Object[] {request, new WorkerContext()};
        method.invoke(type.getConstructor().newInstance(), given);
        var first = System.nanoTime();
        var classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
        var again = System.nanoTime();
        // The worker makes an object for every invocation.
        var answer = (HttpResponseMessage) method.invoke(type.getConstructor().newInstance(), given);
        var second = System.nanoTime();

        System.out.println(ready);
        System.out.println(Duration.ofNanos(first - begin).toMillis());
        System.out.println(Duration.ofNanos(second - again).toMillis());
        System.out.println(classes);
        System.out.println(answer.getBody());
        // The SDK's threads would keep the process for a while.
        System.exit(0);
    }

    private static URL[] urls(String... files) throws java.io.IOException {
        var urls = new URL[files.length];
        for (var i = 0; i < files.length; i++) {
            urls[i] = Path.of(files[i]).toUri().toURL();
        }
        return urls;
    }
}
