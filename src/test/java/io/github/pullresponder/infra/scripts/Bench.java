package io.github.pullresponder.infra.scripts;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs scripts of infra/ with programs that record their calls and answer as the test defines, and with only the environment
 * variables that the test sets. Only programs of the system that the scripts may use are real.
 */
final class Bench {
    private static final List<String> REAL = List.of(
            "sh",
            "bash",
            "cat",
            "cut",
            "dirname",
            "env",
            "expr",
            "grep",
            "gzip",
            "head",
            "jq",
            "ls",
            "mkdir",
            "mktemp",
            "mv",
            "printenv",
            "rm",
            "sed",
            "sha256sum",
            "sort",
            "tail",
            "touch",
            "tr",
            "true",
            "uname",
            "uniq",
            "wc",
            "chmod");

    /** Matches any text in the line of a call. */
    private static final String ANY = "*";

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final Set<String> fakes = new TreeSet<>(Set.of("az", "curl", "sleep"));
    private final Map<String, String> programs = new TreeMap<>();
    private final Set<String> absent = new TreeSet<>();
    private boolean jqOfWindows;
    private String input = "";

    private record Answer(String call, List<Reply> replies) {}

    Bench(Path folder) {
        this.folder = folder;
    }

    Bench set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Bench without(String... variables) {
        environment.keySet().removeAll(Set.of(variables));
        return this;
    }

    /** Removes a program. */
    Bench missing(String program) {
        absent.add(program);
        return this;
    }

    /** Makes jq end its lines as on Windows. */
    Bench jqOfWindows() {
        jqOfWindows = true;
        return this;
    }

    /** Sets the keyboard input to this line. */
    Bench type(String line) {
        input = line + "\n";
        return this;
    }

    /**
     * Sets the answer to calls.
     *
     * @param call program and arguments with spaces between; * matches any text. The last definition has precedence.
     * @param replies the replies in order; the last one is repeated
     */
    Bench reply(String call, Reply... replies) {
        fakes.add(call.split(" ")[0]);
        answers.add(0, new Answer(call, List.of(replies)));
        return this;
    }

    Bench reply(String call, String out) {
        return reply(call, Reply.of(out));
    }

    /** Makes a program run shell code after it records its call. */
    Bench program(String name, String text) {
        fakes.add(name);
        programs.put(name, text);
        return this;
    }

    /** Runs text in bash, as a person would paste it, in a folder. */
    Run bash(Path in, String text) {
        return start(List.of(Shell.require("bash"), "-c", text), in);
    }

    Run run(Shell shell, String script, String... arguments) {
        return start(shell.command(script, List.of(arguments)));
    }

    /** Runs PowerShell text, which may replace a cmdlet before it runs a script. */
    Run powershell(String text) {
        return start(List.of(Shell.require("pwsh"), "-NoProfile", "-NonInteractive", "-Command", text));
    }

    private Run start(List<String> command) {
        return start(command, Path.of(""));
    }

    private Run start(List<String> command, Path in) {
        Shell.require("sh");
        Shell.require("jq");
        try {
            var work = Files.createTempDirectory(folder, "run");
            var bin = Files.createDirectory(work.resolve("bin"));
            var home = Files.createDirectory(work.resolve("home"));
            for (var program : fakes) {
                if (!absent.contains(program)) {
                    write(bin.resolve(program), fake(program, work)).toFile().setExecutable(true);
                }
            }
            if (jqOfWindows) {
                write(bin.resolve("jq"), """
                        #!/bin/sh
                        answer=$(mktemp)
                        '%s' "$@" >"$answer"
                        code=$?
                        sed 's/$/\\r/' "$answer"
                        exit $code
                        """.formatted(Shell.require("jq")))
                        .toFile()
                        .setExecutable(true);
            }
            var builder = new ProcessBuilder(command)
                    .directory(in.toAbsolutePath().toFile())
                    .redirectOutput(work.resolve("out").toFile())
                    .redirectError(work.resolve("err").toFile())
                    .redirectInput(write(work.resolve("in"), input).toFile());
            builder.environment().clear();
            // The folder in which a program unpacks itself on its first start: the same for all tests.
            builder.environment().put("XDG_CACHE_HOME", cache());
            builder.environment().put("HOME", home.toString());
            builder.environment().put("PATH", bin + File.pathSeparator + realPrograms());
            builder.environment().put("TMPDIR", home.toString());
            builder.environment().put("NO_COLOR", "1");
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after a minute: " + command);
            }
            return new Run(
                    process.exitValue(),
                    read(work.resolve("out")),
                    read(work.resolve("err")),
                    recorded(work),
                    Map.of("curl", read(work.resolve("curl.in"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * A folder of links to the real programs, without those that the test removes. It contains only links, so it remains after
     * the test.
     */
    private Path realPrograms() throws IOException {
        var links = Files.createDirectories(Path.of("target", "script-tests", "without-" + String.join("-", absent)));
        for (var program : REAL) {
            var link = links.resolve(program);
            var real = Shell.find(program);
            if (real.isPresent() && !absent.contains(program) && Files.notExists(link)) {
                link(link, real.get());
            }
        }
        return links.toAbsolutePath();
    }

    private static void link(Path link, Path real) throws IOException {
        try {
            Files.createSymbolicLink(link, real);
        } catch (FileAlreadyExistsException madeByAnotherTest) {
            // It leads to the same program.
        }
    }

    private static String cache() {
        var set = System.getenv("XDG_CACHE_HOME");
        return set != null ? set : System.getProperty("user.home") + "/.cache";
    }

    /** A program that appends its arguments to a file, with \037 after each and \036 at the end, and then answers. */
    private String fake(String program, Path work) throws IOException {
        var text = new StringBuilder("#!/bin/sh\n{ printf '%s\\037' " + program + " \"$@\"; printf '\\036'; } >>'"
                + work.resolve("calls") + "'\n");
        if (programs.containsKey(program)) {
            return text.append(programs.get(program)).toString();
        }
        if (program.equals("curl")) {
            text.append("cat >'").append(work.resolve("curl.in")).append("'\n");
        }
        text.append("case \"").append(program).append(" $*\" in\n");
        for (int i = 0; i < answers.size(); i++) {
            var answer = answers.get(i);
            if (answer.call().split(" ")[0].equals(program)) {
                text.append("  ")
                        .append(pattern(answer.call()))
                        .append(") ")
                        .append(answer(answer, work, i))
                        .append(" ;;\n");
            }
        }
        var unexpected = program.equals("sleep") ? "exit 0" : "echo \"unexpected: " + program + " $*\" >&2; exit 97";
        return text.append("  *) ").append(unexpected).append(" ;;\nesac\n").toString();
    }

    private static String answer(Answer answer, Path work, int number) throws IOException {
        var text = new StringBuilder("n=0; [ ! -f '%1$s' ] || read -r n <'%1$s'; echo $((n + 1)) >'%1$s'; case $n in "
                .formatted(work.resolve("count" + number)));
        var last = answer.replies().size() - 1;
        for (int i = 0; i <= last; i++) {
            var reply = answer.replies().get(i);
            var out = write(work.resolve("out%d-%d".formatted(number, i)), reply.out());
            var err = write(work.resolve("err%d-%d".formatted(number, i)), reply.err());
            text.append("%s) cat '%s'; cat '%s' >&2; exit %d;; "
                    .formatted(i == last ? "*" : i, out, err, reply.exitCode()));
        }
        return text.append("esac").toString();
    }

    private static String pattern(String call) {
        return Arrays.stream(call.split("\\*", -1))
                .map(part -> "'" + part.replace("'", "'\\''") + "'")
                .reduce((one, other) -> one + ANY + other)
                .orElseThrow();
    }

    private static List<List<String>> recorded(Path work) throws IOException {
        return Stream.of(read(work.resolve("calls")).split("\036"))
                .filter(call -> !call.isEmpty())
                .map(call -> List.of(call.substring(0, call.length() - 1).split("\037", -1)))
                .toList();
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static Path write(Path file, String text) throws IOException {
        return Files.writeString(file, text);
    }
}
