package io.github.pullresponder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Follows the links between the documents, headings included, and keeps the first pages short. */
class DocumentLinksTest {
    private static final List<Path> SINGLE = List.of(
            Path.of("README.md"),
            Path.of("ARCHITECTURE.md"),
            Path.of("CHANGELOG.md"),
            Path.of("CONTRIBUTING.md"),
            Path.of("SECURITY.md"),
            Path.of("infra/README.md"),
            Path.of("src/sandbox/README.md"));

    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`\\n]+`");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    static List<Path> documents() throws IOException {
        try (var files = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            SINGLE.stream(),
                            files.filter(file -> file.toString().endsWith(".md"))
                                    .sorted())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsToAFileAndAHeadingThatExist(Path document) throws IOException {
        var text = CODE.matcher(Files.readString(document)).replaceAll("");
        for (var link : LINK.matcher(text).results().toList()) {
            var target = link.group(1).isEmpty()
                    ? document
                    : document.resolveSibling(link.group(1)).normalize();
            assertThat(target).as("%s links to %s", document, link.group()).exists();
            if (link.group(2) != null) {
                assertThat(anchorsOf(target))
                        .as("headings for the link %s of %s", link.group(), document)
                        .contains(link.group(2));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"README.md, 130", "ARCHITECTURE.md, 250"})
    void theFirstPagesAreShort(Path document, int lines) throws IOException {
        assertThat(Files.readAllLines(document))
                .as("%s: move details to docs", document)
                .hasSizeLessThanOrEqualTo(lines);
    }

    @Test
    void theGlossaryHasAtMostFortyTermsOfOneSentence() throws IOException {
        var rows = Files.readAllLines(Path.of("docs/glossary.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.equals("| term | meaning |"))
                .toList();
        assertThat(rows).hasSizeBetween(1, 40).allMatch(row -> row.matches("\\| [^|]+ \\| [^|]+\\. \\|"));
    }

    /** The anchors that GitHub generates for headings. */
    private static Set<String> anchorsOf(Path document) throws IOException {
        var text = FENCED.matcher(Files.readString(document)).replaceAll("");
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
