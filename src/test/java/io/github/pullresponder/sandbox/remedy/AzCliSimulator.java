package io.github.pullresponder.sandbox.remedy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies the commands of a report to an estate's files, as they would change Azure, clusters and registries. A command of
 * plain words runs directly; a command that needs a shell runs in a real shell with simulated programs.
 */
final class AzCliSimulator {
    private final EstateFiles estate;
    private final Path work;
    private final Az az = new Az();
    private final List<List<String>> ran = new ArrayList<>();

    AzCliSimulator(EstateFiles estate, Path work) {
        this.estate = estate;
        this.work = work;
    }

    /** @throws Refusal if a program does not do what it should */
    void run(List<String> commands) throws IOException {
        Files.createDirectories(work);
        for (var command : commands) {
            var parsed = ShellText.parse(command);
            if (parsed.isPlain()) {
                parsed.commands().forEach(words -> program(new Call(words, "", work)));
            } else {
                try (var shell = new BashRun(this::program, work)) {
                    shell.run(command);
                }
            }
        }
    }

    /** Every program that ran, with its arguments as it got them. */
    List<List<String>> ran() {
        return List.copyOf(ran);
    }

    private String program(Call call) {
        ran.add(call.words());
        return switch (call.words().get(0)) {
            case "az" -> az.run(call, estate);
            case "kubectl" -> Kubectl.run(call, estate);
            case "docker" -> Docker.run(call, estate);
            default -> throw new IllegalArgumentException("this command is not simulated: " + call);
        };
    }
}
