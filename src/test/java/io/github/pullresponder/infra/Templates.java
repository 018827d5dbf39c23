package io.github.pullresponder.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The project's templates, as {@code infra/compile.sh} compiled them. */
final class Templates {
    static final Path FOLDER = Path.of("infra");

    private Templates() {}

    static CompiledTemplate main() {
        return compiled("main");
    }

    static CompiledTemplate events() {
        return compiled("events");
    }

    private static CompiledTemplate compiled(String name) {
        return new CompiledTemplate(name, json("compiled/" + name + ".json"));
    }

    /** Both templates, and every module in them. */
    static List<CompiledTemplate> all() {
        return Stream.of(main(), events())
                .flatMap(CompiledTemplate::withModules)
                .toList();
    }

    /** Paths below the folder, sorted. */
    static List<Path> files(String... suffixes) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> Stream.of(suffixes).anyMatch(file.toString()::endsWith))
                    .map(FOLDER::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(text(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment variables that a parameter file requires. */
    static Set<String> requiredVariables(String parameters) {
        return Pattern.compile("readEnvironmentVariable\\('(\\w+)'\\)")
                .matcher(text(parameters))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::asText).toList();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
