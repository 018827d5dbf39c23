package io.github.pullresponder.infra.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks scripts without running them. */
@Tag("infrastructure")
class ShellCheckTest {
    private static final Path INFRA = Path.of("infra");

    @Test
    void shellcheckReportsNothing() throws Exception {
        assertThat(shellcheck(scripts(".sh").map(Path::toString).toList())).isEmpty();
    }

    /** Otherwise the test above would prove nothing. */
    @Test
    void shellcheckReportsAnUnquotedName(@TempDir Path folder) throws Exception {
        var script = Files.writeString(folder.resolve("bad.sh"), "#!/bin/sh\naz group delete --name $1\n");

        assertThat(shellcheck(List.of(script.toString()))).contains("SC2086");
    }

    private static String shellcheck(List<String> files) throws Exception {
        var command = Stream.concat(Stream.of(Shell.require("shellcheck"), "--format=gcc"), files.stream());
        var process =
                new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
        var report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return report;
    }

    @ParameterizedTest
    @MethodSource("windowsScripts")
    void powerShellParses(Path script, @TempDir Path folder) {
        var run = new Bench(folder).powershell("""
                $problems = $null
                [void] [Management.Automation.Language.Parser]::ParseFile('%s', [ref] $null, [ref] $problems)
                $problems | ForEach-Object { "$($_.Extent.StartLineNumber): $($_.Message)" }
                """.formatted(script.toAbsolutePath()));

        assertThat(run.out()).isEmpty();
    }

    static Stream<Path> windowsScripts() throws IOException {
        return scripts(".ps1");
    }

    /** A checkout on Windows must not give a shell carriage returns. */
    @Test
    void scriptsHaveLineEndsThatTheirShellAccepts() throws IOException {
        assertThat(Files.readString(Path.of(".gitattributes"))).contains("*.sh text eol=lf");
        assertThat(scripts(".sh"))
                .allSatisfy(script -> assertThat(Files.readString(script)).doesNotContain("\r"));
    }

    private static Stream<Path> scripts(String extension) throws IOException {
        try (Stream<Path> files = Files.list(INFRA)) {
            return files.filter(text -> text.toString().endsWith(extension)).sorted().toList().stream();
        }
    }
}
