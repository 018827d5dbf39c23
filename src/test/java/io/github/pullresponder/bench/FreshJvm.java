package io.github.pullresponder.bench;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.github.pullresponder.bench.worker.Worker;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts JVMs as the Functions host starts the Java worker, each for two answers of one function. */
final class FreshJvm {
    /** Flags from the start line in the worker's {@code worker.config.json}. */
    private static final List<String> FLAGS_OF_WORKER = List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1");

    private static final Path WORKER = Path.of("target", "coldstart", "worker");

    private final List<String> flags;

    /**
     * The output of one JVM.
     *
     * @param classes loaded at the first answer
     * @param start milliseconds until the JVM was ready to load a function
     * @param first milliseconds from then to the first answer
     * @param second milliseconds of the second answer
     * @param answer the second answer
     */
    record Run(long classes, long start, long first, long second, String answer) {
        /** The time that the first request waited. */
        long untilFirst() {
            return start + first;
        }
    }

    private FreshJvm(List<String> flags) {
        this.flags = flags;
    }

    /** @param more flags in addition to the worker's, separated by blanks */
    static FreshJvm withFlags(String more) {
        copyWorker();
        return new FreshJvm(Stream.concat(FLAGS_OF_WORKER.stream(), Arrays.stream(more.split(" ")))
                .filter(flag -> !flag.isBlank())
                .toList());
    }

    List<String> flags() {
        return flags;
    }

    Run answer(String entryPoint, String body, List<Path> libraries, Map<String, String> environment)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPathOfWorker(), Worker.class.getName(), entryPoint, body));
        libraries.forEach(library -> command.add(library.toString()));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        var started = System.currentTimeMillis();
        var process = builder.start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n", 5);
        if (lines.length < 5) {
            throw new IOException("no answer: " + String.join("\n", lines));
        }
        return new Run(number(lines[3]), number(lines[0]) - started, number(lines[1]), number(lines[2]), lines[4]);
    }

    private static long number(String line) {
        return Long.parseLong(line.strip());
    }

    /** The real worker has the types of the functions library on its own class path. */
    private static String classPathOfWorker() {
        return WORKER + File.pathSeparator + fileOf(HttpRequestMessage.class);
    }

    private static Path fileOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("classes come from files", e);
        }
    }

    /** Uses a separate folder: the test classes next to it contain files that the package must not find. */
    private static void copyWorker() {
        var folder = Path.of(Worker.class.getPackageName().replace('.', '/'));
        try (var files = Files.list(fileOf(Worker.class).resolve(folder))) {
            var copies = Files.createDirectories(WORKER.resolve(folder));
            for (var file : files.toList()) {
                Files.copy(file, copies.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
