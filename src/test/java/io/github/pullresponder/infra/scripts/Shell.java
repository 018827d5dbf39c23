package io.github.pullresponder.infra.scripts;

import io.github.pullresponder.infra.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A shell for scripts. Scripts of the same name do the same in both. */
enum Shell {
    SH("sh", ".sh"),
    POWERSHELL("pwsh", ".ps1");

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

    /** The program on the PATH. If it is absent, the test is skipped and the reason is printed once. */
    static String require(String program) {
        return Tool.require(program).program().toString();
    }

    static Optional<Path> find(String program) {
        return Tool.find(program).map(Tool::program);
    }
}
