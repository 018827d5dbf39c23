package io.github.pullresponder.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.annotation.FunctionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Checks the package that is deployed. The Maven plugin succeeds even if it finds no functions, so this test counts them. */
class FunctionPackageIT {
    private static final Path PACKAGE = Path.of("target", "azure-functions", "pull-responder");
    private static final Path ZIP = Path.of("target", "pull-responder.zip");
    private static final long MOST_BYTES = 60_000_000;
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

    @Test
    void theZipIsTheFolderWithoutADevelopersSettings() throws IOException {
        var folder = new TreeMap<String, Long>();
        try (var files = Files.walk(PACKAGE)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                folder.put(PACKAGE.relativize(file).toString().replace('\\', '/'), Files.size(file));
            }
        }
        folder.remove("local.settings.json");
        var zip = new TreeMap<String, Long>();
        try (var file = new ZipFile(ZIP.toFile())) {
            file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .forEach(entry -> zip.put(entry.getName(), entry.getSize()));
        }

        assertThat(zip).isEqualTo(folder).containsKeys("host.json", "LICENSE", "NOTICE");
        assertThat(zip.keySet()).noneMatch(name -> name.contains("local.settings"));
    }

    @Test
    void thePackageStaysSmall() throws IOException {
        assertThat(Files.size(ZIP)).isLessThan(MOST_BYTES);
        try (var files = Files.walk(PACKAGE)) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThan(MOST_BYTES);
        }
    }

    @Test
    void noClassIsInTwoJars() throws IOException {
        var jarsOfClass = new TreeMap<String, List<String>>();
        for (var jar : jars()) {
            classesIn(jar)
                    .forEach(type -> jarsOfClass
                            .computeIfAbsent(type, any -> new ArrayList<>())
                            .add(jar.getFileName().toString()));
        }

        assertThat(jarsOfClass).hasSizeGreaterThan(10_000);
        assertThat(jarsOfClass.values()).allMatch(jars -> jars.size() == 1);
    }

    @Test
    void ourOwnJarContainsTheMainClassesAndNoTests() throws IOException {
        Set<String> main;
        var classes = Path.of("target", "classes");
        try (var files = Files.walk(classes)) {
            main = files.map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(FunctionPackageIT::isClass)
                    .collect(Collectors.toSet());
        }

        assertThat(classesIn(ownJar()))
                .containsExactlyInAnyOrderElementsOf(main)
                .noneMatch(name -> name.matches(".*/(sandbox|bench|endtoend)/.*|.*(Test|IT)\\.class"));
    }

    @Test
    void everyLibraryIsAReleaseWithItsLicenceInTheNotice() throws IOException {
        var notice = Files.readAllLines(PACKAGE.resolve("NOTICE"));
        var named = new TreeSet<String>();
        for (var line = 0; line < notice.size(); line++) {
            if (notice.get(line).matches("\\S+:\\S+:\\S+")) {
                var library = notice.get(line).split(":");
                named.add(library[1] + "-" + library[2] + ".jar");
                assertThat(notice.get(line + 1)).as(notice.get(line)).matches("  [A-Z]+\\S*( or [A-Z]+\\S*)*");
                assertThat(notice.get(line + 2)).as(notice.get(line)).startsWith("  http");
            }
        }

        assertThat(libraries()).containsExactlyInAnyOrderElementsOf(named).noneMatch(name -> name.contains("SNAPSHOT"));
    }

    /** The Functions worker provides one more library, so the plugin omits it from the package. */
    @Test
    void theBillOfMaterialsNamesEveryLibraryThatIsPackagedAndNoOther() throws IOException {
        var components = new TreeSet<String>();
        JSON.readTree(Path.of("target", "pull-responder-sbom.json").toFile())
                .path("components")
                .forEach(element -> components.add(element.path("name").asText() + "-"
                        + element.path("version").asText() + ".jar"));

        assertThat(components.removeIf(text -> text.startsWith("azure-functions-java-core-library-")))
                .isTrue();
        assertThat(libraries()).containsExactlyInAnyOrderElementsOf(components);
    }

    /** The notice is generated and also committed, so that people can read it without a build. */
    @Test
    void theNoticeOfTheProjectIsThatOfThePackage() {
        assertThat(Path.of("NOTICE"))
                .as("cp target/licences/NOTICE NOTICE brings it up to date")
                .hasSameTextualContentAs(PACKAGE.resolve("NOTICE"));
        assertThat(Path.of("LICENSE")).hasSameBinaryContentAs(PACKAGE.resolve("LICENSE"));
    }

    private static List<Path> jars() throws IOException {
        try (var files = Files.walk(PACKAGE)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static Path ownJar() throws IOException {
        return jars().stream()
                .filter(jar -> jar.getParent().equals(PACKAGE))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> classesIn(Path jar) throws IOException {
        try (var file = new ZipFile(jar.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(FunctionPackageIT::isClass)
                    .toList();
        }
    }

    /** META-INF contains further versions of the same classes, for newer JVMs. */
    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.endsWith("module-info.class") && !name.startsWith("META-INF/");
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
        return FunctionMethods.in("io.github.pullresponder").stream()
                .map(method -> method.getAnnotation(FunctionName.class).value())
                .collect(Collectors.toSet());
    }
}
