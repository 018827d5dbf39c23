package io.github.pullresponder.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that is deployed, as the worker reads it. */
final class PackagedApp {
    static final Path FOLDER = Path.of("target", "azure-functions", "pull-responder");

    private PackagedApp() {}

    static boolean exists() {
        return Files.isDirectory(FOLDER);
    }

    /** The method that a function's {@code function.json} names. */
    static String entryPoint(String function) throws IOException {
        var description = FOLDER.resolve(function).resolve("function.json");
        return new ObjectMapper()
                .readTree(description.toFile())
                .path("entryPoint")
                .asText();
    }

    /** The function's jar, then its libraries. */
    static List<Path> classPath() throws IOException {
        try (var jars = Files.list(FOLDER);
                var libraries = Files.list(FOLDER.resolve("lib"))) {
            return Stream.concat(jars, libraries.sorted())
                    .filter(file -> file.toString().endsWith(".jar"))
                    .toList();
        }
    }
}
