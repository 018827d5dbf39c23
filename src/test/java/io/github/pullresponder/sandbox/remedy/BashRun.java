package io.github.pullresponder.sandbox.remedy;

import io.github.pullresponder.infra.Tool;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs a command line in a real bash, in an empty folder. The programs that change a resource are stand-ins: each one requests
 * its output from this process over a socket. Only a few system programs are on the path, and no others.
 */
final class BashRun implements AutoCloseable {
    private static final List<String> REAL =
            List.of("bash", "cat", "jq", "base64", "sed", "mktemp", "rm", "tr", "head");
    private static final List<String> STAND_INS = List.of("az", "kubectl", "docker");

    /** Standard input is sent only if the program reads it: otherwise it would consume the input of the next program in a group. */
    private static final String STAND_IN = """
            #!%1$s
            input=
            for word in "$@"; do
              case "$word" in -|@-|*=-|--password-stdin|/dev/stdin) input=$(%2$s -w0) ;; esac
            done
            exec 3<>/dev/tcp/127.0.0.1/"$STAND_IN_PORT"
            printf '%%s\\0' "$(( $# + 1 ))" "${0##*/}" "$@" "$input" >&3
            read -r code <&3
            %3$s <&3
            exit "$code"
            """;

    private final Function<Call, String> programs;
    private final Path work;
    private final ServerSocket server;
    private final Path bash;
    private Optional<RuntimeException> failure = Optional.empty();

    BashRun(Function<Call, String> programs, Path work) throws IOException {
        this.programs = programs;
        this.work = work;
        this.bash = Tool.require("bash").program();
        this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    /** @throws Refusal if a program refuses, or the line ends with an error */
    void run(String line) throws IOException {
        ShellText.parse(line).commands().stream()
                .map(words -> words.get(0))
                .filter(REAL::contains)
                .forEach(Tool::require);
        var path = stocked();
        var listener = new Thread(this::serve, "stand-ins");
        listener.setDaemon(true);
        listener.start();
        var log = work.resolve("bash.log");
        var builder = new ProcessBuilder(bash.toString(), "--norc", "-o", "pipefail", "-c", line)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", path.toString());
        builder.environment().put("HOME", work.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("STAND_IN_PORT", String.valueOf(server.getLocalPort()));
        var process = builder.start();
        process.getOutputStream().close();
        var code = ended(process, line);
        server.close();
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (code != 0) {
            throw new Refusal("bash ends with %d: %s", code, Files.readString(log));
        }
    }

    private static int ended(Process process, String line) {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new Refusal("this does not end: %s", line);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path stocked() throws IOException {
        var path = work.resolveSibling(work.getFileName() + "-bin");
        if (Files.exists(path)) {
            return path;
        }
        Files.createDirectories(path);
        for (var name : REAL) {
            var tool = Tool.find(name);
            if (tool.isPresent()) {
                executable(
                        path.resolve(name),
                        "#!/bin/sh\nexec '%s' \"$@\"\n"
                                .formatted(tool.get().program().toAbsolutePath()));
            }
        }
        var script = STAND_IN.formatted(bash, path.resolve("base64"), path.resolve("cat"));
        for (var name : STAND_INS) {
            executable(path.resolve(name), script);
        }
        return path;
    }

    private static void executable(Path file, String script) throws IOException {
        if (!Files.writeString(file, script).toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                answer(socket);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        var words = new ArrayList<String>();
        for (var left = Integer.parseInt(text(in)); left > 0; left--) {
            words.add(text(in));
        }
        var input = new String(Base64.getDecoder().decode(text(in)), StandardCharsets.UTF_8);
        String reply;
        try {
            reply = "0\n" + programs.apply(new Call(words, input, work));
        } catch (RuntimeException e) {
            failure = failure.or(() -> Optional.of(e));
            reply = "1\n";
        }
        socket.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(InputStream in) throws IOException {
        var text = new ByteArrayOutputStream();
        for (var next = in.read(); next > 0; next = in.read()) {
            text.write(next);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** The files that the line created in its folder. */
    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(text -> !text.equals("bash.log"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
