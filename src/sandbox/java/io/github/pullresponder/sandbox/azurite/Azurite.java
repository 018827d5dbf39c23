package io.github.pullresponder.sandbox.azurite;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Microsoft's storage emulator as a process on localhost that stores all data in memory. It is not downloaded: install
 * the npm package {@code azurite} in the project or in a folder on the path.
 */
public final class Azurite implements AutoCloseable {
    private static final String EXECUTABLE = "azurite";
    private static final List<Path> PLACES = List.of(
            Path.of("node_modules", ".bin"),
            Path.of(".azurite", "node_modules", ".bin"),
            Path.of("target", "azurite", "node_modules", ".bin"),
            Path.of("target", "azurite"));
    private static final List<String> ARGUMENTS = List.of(
            "--inMemoryPersistence",
            "--skipApiVersionCheck",
            "--silent",
            "--disableTelemetry",
            "--blobPort",
            "0",
            "--queuePort",
            "0",
            "--tablePort",
            "0");
    private static final Pattern LISTENING =
            Pattern.compile("Azurite (Blob|Queue|Table) service is successfully listening at (\\S+)");

    /** More accounts than tests or estates. An account costs nothing until it is used. */
    private static final int ACCOUNTS = 1_000;

    private static final String KEY =
            Base64.getEncoder().encodeToString("a key that opens an emulator".getBytes(StandardCharsets.UTF_8));

    private final Process process;
    private final Map<String, String> endpoints;
    private final AtomicInteger accountsTaken = new AtomicInteger();

    private Azurite(Process process, Map<String, String> endpoints) {
        this.process = process;
        this.endpoints = endpoints;
    }

    /** The path of the executable; empty if Azurite or Node.js is not installed. */
    public static Optional<Path> executable() {
        List<Path> path = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(Pattern.quote(File.pathSeparator)))
                .filter(Predicate.not(String::isEmpty))
                .map(Path::of)
                .toList();
        boolean node = path.stream().anyMatch(folder -> Files.isExecutable(folder.resolve("node")));
        return Stream.concat(PLACES.stream(), path.stream())
                .map(folder -> folder.resolve(EXECUTABLE).toAbsolutePath())
                .filter(file -> node && Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Starts Azurite on free ports and waits until all of its services listen. */
    public static Azurite start(Path executable) {
        try {
            var command = Stream.concat(Stream.of(executable.toString()), ARGUMENTS.stream())
                    .toList();
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("AZURITE_ACCOUNTS", accounts());
            var process = builder.start();
            // Azurite ends with this process even if it is not closed.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return new Azurite(process, endpoints(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String accounts() {
        return IntStream.range(0, ACCOUNTS)
                .mapToObj(number -> account(number) + ":" + KEY)
                .collect(Collectors.joining(";"));
    }

    private static String account(int number) {
        return "pullresponder" + number;
    }

    private static Map<String, String> endpoints(Process process) throws IOException {
        var endpoints = new HashMap<String, String>();
        // Not closed: the process would stop if its output were not read.
        var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        String line = "";
        while (endpoints.size() < 3 && line != null) {
            line = output.readLine();
            var listening = LISTENING.matcher(line == null ? "" : line);
            if (listening.find()) {
                endpoints.put(listening.group(1), listening.group(2));
            }
        }
        if (endpoints.size() < 3) {
            throw new IllegalStateException("Azurite ended before it listened");
        }
        return endpoints;
    }

    /** The connection string of a new, empty account. */
    public String connectionString() {
        var number = accountsTaken.getAndIncrement();
        if (number >= ACCOUNTS) {
            throw new IllegalStateException("Only " + ACCOUNTS + " accounts were prepared");
        }
        var account = account(number);
        var services = endpoints.entrySet().stream()
                .map(service -> "%sEndpoint=%s/%s;".formatted(service.getKey(), service.getValue(), account))
                .collect(Collectors.joining());
        return "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;%s".formatted(account, KEY, services);
    }

    /** The key of every account. */
    public static String key() {
        return KEY;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
