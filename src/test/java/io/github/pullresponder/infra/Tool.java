package io.github.pullresponder.infra;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program that some tests need and not every machine has. */
public record Tool(Path program) {
    private static final Set<String> SKIPPED = ConcurrentHashMap.newKeySet();

    public static Optional<Tool> find(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Tool::new);
    }

    /** The program; without it, the test is skipped. */
    public static Tool require(String name) {
        return find(name).orElseGet(() -> skip("tests that need " + name + ", because it is not on the PATH"));
    }

    /** Skips the running test, and prints the reason once. */
    static <T> T skip(String what) {
        var reason = "SKIPPED: " + what;
        if (SKIPPED.add(reason)) {
            System.out.println(reason);
        }
        return Assumptions.abort(reason);
    }

    /** @param output what it wrote to both streams */
    record Run(int exitCode, String output) {}

    Run run(Path folder, String... arguments) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
