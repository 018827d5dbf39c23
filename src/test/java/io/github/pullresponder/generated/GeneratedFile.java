package io.github.pullresponder.generated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A file of the project that is generated from the code, so that both always agree.
 *
 * @param path from the project's root
 * @param content the required content
 */
record GeneratedFile(String path, String content) {

    static GeneratedFile ofLines(String path, List<String> lines) {
        return new GeneratedFile(path, String.join("\n", lines) + "\n");
    }

    /** A file in which only the rows of some tables are generated. The beginning of its header identifies each table. */
    static GeneratedFile withTables(String path, List<Table> tables) {
        var lines = linesOf(path);
        for (var table : tables) {
            lines = table.putInto(lines);
        }
        return ofLines(path, lines);
    }

    /** The current content of the file; empty if it does not exist. */
    String present() {
        return Files.exists(Path.of(path)) ? String.join("\n", linesOf(path)) + "\n" : "";
    }

    /** The first line that differs from the file; absent if the file has the required content. */
    Optional<String> firstDifference() {
        if (present().equals(content)) {
            return Optional.empty();
        }
        var written = present().lines().toList();
        var expected = content.lines().toList();
        return IntStream.rangeClosed(0, expected.size())
                .filter(line -> !lineAt(line, written).equals(lineAt(line, expected)))
                .mapToObj(line -> "line %d should be: %s".formatted(line + 1, lineAt(line, expected)))
                .findFirst()
                .or(() -> Optional.of("the line breaks differ"));
    }

    private static String lineAt(int line, List<String> lines) {
        return line < lines.size() ? lines.get(line) : "(no line)";
    }

    void write() {
        try {
            var parent = Path.of(path).getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(Path.of(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path;
    }

    private static List<String> linesOf(String path) {
        try {
            return Files.readAllLines(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Markdown table whose header is not generated. */
    record Table(String header, List<String> rows) {
        List<String> putInto(List<String> lines) {
            var start = lines.stream().filter(line -> line.startsWith(header)).findFirst();
            var first = lines.indexOf(start.orElseThrow(() -> new IllegalStateException("no table " + header))) + 2;
            var after = lines.stream().skip(first).dropWhile(line -> line.startsWith("|"));
            return Stream.of(lines.stream().limit(first), rows.stream(), after)
                    .flatMap(part -> part)
                    .toList();
        }
    }
}
