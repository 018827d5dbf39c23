package io.github.pullresponder.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Looks at the package as it will be deployed. The Maven plugin succeeds with no function at all, so this counts. */
class FunctionPackageIT {
    private static final Path PACKAGE = Path.of("target", "azure-functions", "pull-responder");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyAnnotatedFunctionIsPackagedAndNoOther() throws IOException {
        assertThat(packaged()).isEqualTo(annotated()).isNotEmpty();
    }

    @Test
    void everyFunctionPointsToAMethodThatExists() throws Exception {
        for (var name : packaged()) {
            var description =
                    JSON.readTree(PACKAGE.resolve(name).resolve("function.json").toFile());
            var entry = description.path("entryPoint").asText();
            var type = Class.forName(entry.substring(0, entry.lastIndexOf('.')));
            assertThat(type.getMethods())
                    .extracting(java.lang.reflect.Method::getName)
                    .contains(entry.substring(entry.lastIndexOf('.') + 1));
        }
    }

    @Test
    void noForbiddenLibraryIsPackaged() throws IOException {
        assertThat(libraries())
                .isNotEmpty()
                .noneMatch(
                        name -> name.matches("(netty|vertx|gson|azure-core-http-netty|junit|javalin|jmh|assertj).*"));
    }

    private static Set<String> packaged() throws IOException {
        try (var files = Files.walk(PACKAGE, 2)) {
            return files.filter(file -> file.endsWith("function.json"))
                    .map(file -> file.getParent().getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    private static List<String> libraries() throws IOException {
        try (var files = Files.list(PACKAGE.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Set<String> annotated() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.pullresponder")
                        .stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(FunctionName.class))
                        .map(JavaMethod::reflect)
                        .map(method -> method.getAnnotation(FunctionName.class).value())
                        .collect(Collectors.toSet());
    }
}
