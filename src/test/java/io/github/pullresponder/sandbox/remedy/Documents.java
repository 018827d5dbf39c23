package io.github.pullresponder.sandbox.remedy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The commands in the project's documents. */
final class Documents {
    private static final String FENCE = "```";

    private Documents() {}

    /**
     * Every block of shell text in the guides. Blocks that are generated from reports are excluded, because the reports
     * themselves are read.
     */
    static Stream<String> shellTexts() {
        try (var guides = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            guides.filter(text -> text.toString().endsWith(".md"))
                                    .sorted())
                    .toList()
                    .stream()
                    .flatMap(file -> blocks(file).stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> blocks(Path document) {
        var blocks = new ArrayList<String>();
        try {
            StringBuilder block = null;
            for (var line : Files.readAllLines(document)) {
                if (block == null && line.strip().equals(FENCE + "sh")) {
                    block = new StringBuilder();
                } else if (block != null && line.strip().equals(FENCE)) {
                    blocks.add(block.toString());
                    block = null;
                } else if (block != null) {
                    block.append(line).append('\n');
                }
            }
            return blocks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
