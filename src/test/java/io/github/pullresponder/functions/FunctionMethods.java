package io.github.pullresponder.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.util.List;

/** The functions of the app, found by their annotation: a new one is found too. */
public final class FunctionMethods {
    private FunctionMethods() {}

    /** All functions below a package of the app, without those of tests. */
    public static List<Method> in(String packageName) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(packageName).stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(FunctionName.class))
                        .map(JavaMethod::reflect)
                        .toList();
    }

    public static List<Method> ofApp() {
        return in("io.github.pullresponder.functions");
    }
}
