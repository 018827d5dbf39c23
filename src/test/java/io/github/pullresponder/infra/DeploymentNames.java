package io.github.pullresponder.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names that the project's scripts and guides give to deployments. */
final class DeploymentNames {
    private static final Pattern COMMAND =
            Pattern.compile("az deployment \\w+ create\\b((?:[^\\n]*[\\\\`]\\n)*[^\\n]*)");
    private static final Pattern NAME = Pattern.compile("(?:--name|-n) +\"?([^\"\\s]+)");

    private DeploymentNames() {}

    static Set<String> inScriptsAndGuides() {
        var names = new TreeSet<String>();
        Stream.concat(
                        Templates.files(".sh", ".ps1", ".md").stream().map(Templates.FOLDER::resolve),
                        Stream.concat(Stream.of(Path.of("README.md")), guides()))
                .map(DeploymentNames::text)
                .flatMap(text -> COMMAND.matcher(text).results())
                .forEach(command -> names.add(nameIn(command.group(1))));
        return names;
    }

    private static String nameIn(String arguments) {
        var name = NAME.matcher(arguments);
        if (!name.find()) {
            throw new AssertionError("a deployment without a name:" + arguments);
        }
        return name.group(1);
    }

    private static Stream<Path> guides() {
        try (var files = Files.list(Path.of("docs"))) {
            return files.filter(text -> text.toString().endsWith(".md")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
