package io.github.pullresponder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the excerpts of the guides with the files that they quote. An excerpt is a fenced block of code whose first line is
 * a comment with a path of the project. A line with {@code …} replaces the lines that the excerpt omits.
 */
class DocumentedCodeTest {
    private static final Path GUIDES = Path.of("docs");
    private static final Path WRITE_A_CHECK = GUIDES.resolve("write-a-check.md");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(java|jsonc|yaml)\\R(.*?)^ *```$");
    private static final Pattern EXCERPT = Pattern.compile("(?s)(?://|#) (\\S+/\\S+)\\R(.*)");
    private static final Pattern LEFT_OUT = Pattern.compile("(?m)^\\s*…\\s*$");

    /**
     * Lines of a guide that quote a file.
     *
     * @param language the language of the block
     */
    private record Block(Path guide, String language, String text) {
        Matcher excerpt() {
            return EXCERPT.matcher(text);
        }

        @Override
        public String toString() {
            return "%s: %s".formatted(guide, text.lines().findFirst().orElse("an empty block"));
        }
    }

    static List<Block> excerpts() throws IOException {
        return blocks().stream().filter(block -> block.excerpt().matches()).toList();
    }

    @ParameterizedTest
    @MethodSource("excerpts")
    void theExcerptIsInTheFileThatItQuotes(Block block) throws IOException {
        var excerpt = block.excerpt();
        assertThat(excerpt.matches()).isTrue();
        var file = Path.of(excerpt.group(1));

        assertThat(file).as("the file that %s quotes", block.guide()).isRegularFile();
        assertThat(withoutWhiteSpace(Files.readString(file)))
                .as("%s differs from the file: copy the lines again", block)
                .containsSubsequence(LEFT_OUT.splitAsStream(excerpt.group(2))
                        .map(DocumentedCodeTest::withoutWhiteSpace)
                        .toList());
    }

    @Test
    void everyBlockOfJavaInTheGuideToChecksIsAnExcerpt() throws IOException {
        assertThat(blocks())
                .filteredOn(block -> block.guide().equals(WRITE_A_CHECK))
                .filteredOn(block -> block.language().equals("java"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(block.text())
                        .as("begins with a comment that names its file")
                        .matches(EXCERPT));
    }

    private static List<Block> blocks() throws IOException {
        try (var files = Files.list(GUIDES)) {
            var blocks = new ArrayList<Block>();
            for (var guide : files.filter(Files::isRegularFile).sorted().toList()) {
                blocksOf(guide).forEach(blocks::add);
            }
            return blocks;
        }
    }

    private static Stream<Block> blocksOf(Path guide) throws IOException {
        return BLOCK.matcher(Files.readString(guide))
                .results()
                .map(block -> new Block(guide, block.group(1), block.group(2)));
    }

    private static String withoutWhiteSpace(String text) {
        return text.chars()
                .filter(character -> !Character.isWhitespace(character))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
