package io.github.pullresponder.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.infra.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a shell passes the values of a command line to a program unchanged, whatever characters they contain. */
@Tag("infrastructure")
class CommandsInShellsTest {
    private static final String NASTY = "a1'\"`$(){}[]<>|&;!#*?~^%@=+,.:/\\ -_‘’‚‛é漢";

    /** Words that contain special characters of shells, and random words. */
    private static final List<String> VALUES = Stream.concat(
                    Stream.of(
                            "",
                            " ",
                            "$(touch x)",
                            "`id`",
                            "a;b",
                            "$HOME",
                            "@x",
                            "=ls",
                            "~",
                            "a,b",
                            "1kb",
                            "0x10",
                            "{\"spec\":{\"a\":\"b\"}}",
                            "it's",
                            "‘quoted’",
                            "!history",
                            "a\\",
                            "x=y.z",
                            "passwords[?value].value",
                            "%PATH%",
                            "*"),
                    random())
            .filter(value -> !value.startsWith("-") && !value.contains("```") && !value.contains("~~~"))
            .toList();

    @TempDir
    private Path folder;

    private static Stream<String> random() {
        var random = new Random(22);
        return IntStream.range(0, 300)
                .mapToObj(i -> random.ints(1 + random.nextInt(12), 0, NASTY.length())
                        .mapToObj(at -> String.valueOf(NASTY.charAt(at)))
                        .collect(Collectors.joining()));
    }

    @Test
    void bashHandsOnEveryValueAsItIs() throws Exception {
        Tool.require("bash");
        assertThat(argumentsIn("bash", "script.sh", script(CommandLine::bash))).isEqualTo(VALUES);
    }

    @Test
    void powerShellHandsOnEveryValueAsItIs() throws Exception {
        Tool.require("pwsh");
        assertThat(argumentsIn("pwsh", "script.ps1", script(CommandLine::powerShell)))
                .isEqualTo(VALUES);
    }

    private String script(java.util.function.Function<CommandLine, String> spelling) {
        return VALUES.stream()
                .map(value -> spelling.apply(CommandLine.program(printer().toString())
                        .literals("--image=mcr.microsoft.com/x:1.36", "--")
                        .argument(value)))
                .collect(Collectors.joining("\n"));
    }

    /** A program that prints its third argument and an end mark, which no value contains. */
    private Path printer() {
        return folder.resolve("printer");
    }

    private List<String> argumentsIn(String shell, String name, String script)
            throws IOException, InterruptedException {
        Files.writeString(printer(), "#!/bin/sh\nprintf '%s\\1' \"$3\"\n");
        assertThat(printer().toFile().setExecutable(true)).isTrue();
        var file = Files.writeString(folder.resolve(name), script);
        var output = folder.resolve("output").toFile();
        var process = new ProcessBuilder(shell, file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        var text = Files.readString(output.toPath(), StandardCharsets.UTF_8).replace("\1\n", "\1");
        return Arrays.stream(text.split("\1", -1)).limit(VALUES.size()).toList();
    }
}
