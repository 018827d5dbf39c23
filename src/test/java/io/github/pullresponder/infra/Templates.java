package io.github.pullresponder.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The project's own templates. */
final class Templates {
    static final Path FOLDER = Path.of("infra");

    private Templates() {}

    static BicepFile main() {
        return BicepReader.read(FOLDER.resolve("main.bicep"));
    }

    static BicepFile events() {
        return BicepReader.read(FOLDER.resolve("events.bicep"));
    }

    static BicepFile module(String name) {
        return BicepReader.read(FOLDER.resolve("modules").resolve(name + ".bicep"));
    }

    static List<BicepFile> all() {
        return endingIn(".bicep");
    }

    static List<BicepFile> parameterFiles() {
        return endingIn(".bicepparam");
    }

    private static List<BicepFile> endingIn(String suffix) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .map(BicepReader::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The properties of the object at a path; none if there is no object. */
    static Map<String, Value> propertiesAt(Declaration declaration, String path) {
        return declaration.content().at(path).orElse(null) instanceof Value.Object object
                ? object.properties()
                : Map.of();
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

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
