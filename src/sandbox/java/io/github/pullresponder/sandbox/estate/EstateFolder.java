package io.github.pullresponder.sandbox.estate;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the files of one estate and reports the place of a syntax error. */
final class EstateFolder {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path folder;

    EstateFolder(Path folder) {
        this.folder = folder;
    }

    String name() {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /** The content of a JSON file of this folder; empty if there is no such file. */
    Optional<Place> json(String fileName) {
        Path file = folder.resolve(fileName);
        return Files.exists(file) ? Optional.of(json(file)) : Optional.empty();
    }

    Place json(Path file) {
        try {
            JsonNode node = JSON.readTree(Files.readString(file));
            if (node.isMissingNode()) {
                throw new EstateException(file, "", "is empty");
            }
            return new Place(file, file.getFileName().toString(), node);
        } catch (JsonProcessingException malformed) {
            throw malformed(file, malformed);
        } catch (IOException unreadable) {
            throw new EstateException(file, "", "cannot be read: " + unreadable);
        }
    }

    /** The documents of a YAML file, without empty ones. */
    List<Place> yaml(Path file) {
        var documents = new ArrayList<Place>();
        try (MappingIterator<JsonNode> parsed = YAML.readerFor(JsonNode.class).readValues(Files.readString(file))) {
            for (int index = 0; parsed.hasNextValue(); index++) {
                JsonNode node = parsed.nextValue();
                if (!node.isNull() && !node.isMissingNode()) {
                    documents.add(new Place(file, file.getFileName() + " document " + (index + 1), node));
                }
            }
            return documents;
        } catch (JsonProcessingException malformed) {
            throw malformed(file, malformed);
        } catch (IOException unreadable) {
            throw new EstateException(file, "", "cannot be read: " + unreadable);
        }
    }

    /** The files of a sub-folder with this ending, in the order of their names; none if there is no such folder. */
    List<Path> files(String subFolder, String ending) {
        Path directory = folder.resolve(subFolder);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new EstateException(directory, "", "cannot be listed: " + unreadable);
        }
    }

    /** A file's name without its ending. */
    static String stem(Path file, String ending) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ending.length());
    }

    private static EstateException malformed(Path file, JsonProcessingException malformed) {
        JsonLocation location = malformed.getLocation();
        String place = location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new EstateException(
                file, place, malformed.getOriginalMessage().lines().findFirst().orElse("malformed"));
    }
}
