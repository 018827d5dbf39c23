package io.github.pullresponder.sandbox.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The functions of a package, found by their annotations. */
final class HostedFunctions {
    /** Methods by package, cached because a scan of the classes takes longer than playing an estate. */
    private static final Map<String, List<Method>> METHODS = new ConcurrentHashMap<>();

    private final Map<String, HostedFunction> functions = new LinkedHashMap<>();

    private HostedFunctions(List<HostedFunction> found) {
        found.forEach(function -> functions.put(function.name(), function));
    }

    static HostedFunctions in(String packageName, Function<Class<?>, Object> instances) {
        return new HostedFunctions(METHODS.computeIfAbsent(packageName, HostedFunctions::methodsIn).stream()
                .map(method -> HostedFunction.of(method, instances))
                .toList());
    }

    private static List<Method> methodsIn(String packageName) {
        return new ClassFileImporter()
                .importPackages(packageName).stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(FunctionName.class))
                        .map(JavaMethod::reflect)
                        .toList();
    }

    Set<String> names() {
        return Set.copyOf(functions.keySet());
    }

    Collection<HostedFunction> all() {
        return functions.values();
    }

    Optional<HostedFunction> named(String name) {
        return Optional.ofNullable(functions.get(name));
    }
}
