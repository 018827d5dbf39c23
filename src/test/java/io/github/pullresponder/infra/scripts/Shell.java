package io.github.pullresponder.infra.scripts;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What a script runs in. Scripts of the same name do the same in both. */
enum Shell {
    SH("sh", ".sh"),
    POWERSHELL("pwsh", ".ps1");

    private static final Set<String> SKIPPED = ConcurrentHashMap.newKeySet();

    private final String program;
    private final String extension;

    Shell(String program, String extension) {
        this.program = program;
        this.extension = extension;
    }

    /** The command that runs a script of infra/. */
    List<String> command(String script, List<String> arguments) {
        var file = Path.of("infra", script + extension).toAbsolutePath().toString();
        var start = this == SH
                ? Stream.of(require(program), file)
                : Stream.of(require(program), "-NoProfile", "-NonInteractive", "-File", file);
        return Stream.concat(start, arguments.stream()).toList();
    }

    /** The program on the PATH; where it is absent, the test is skipped and the reason printed once. */
    static String require(String program) {
        return find(program).map(Path::toString).orElseGet(() -> {
            var reason = "SKIPPED: tests of infra/ that need " + program + ", because it is not on the PATH";
            if (SKIPPED.add(program)) {
                System.out.println(reason);
            }
            return Assumptions.abort(reason);
        });
    }

    static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
