package io.github.pullresponder.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.Cause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the form of the pages. {@link GeneratedFilesTest} checks that they agree with the catalog and a run. */
class CausePagesTest {
    private static final Path FOLDER = Path.of(CausePages.FOLDER);
    private static final Set<String> VENDORS = Set.of("learn.microsoft.com", "kubernetes.io");
    private static final Pattern RELATIVE_LINK = Pattern.compile("]\\((?!https:)([^)#]+)");

    static List<Path> pages() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @Test
    void everyCauseHasAPageAndNoPageIsLeftOfOneThatIsGone() throws IOException {
        var expected = Stream.concat(
                Stream.of(CausePages.INDEX), Stream.of(Cause.values()).map(CausePages::fileOf));

        assertThat(pages())
                .as("pages of causes: %s writes those that are missing", GeneratedFilesTest.COMMAND)
                .containsExactlyInAnyOrderElementsOf(
                        expected.map(FOLDER::resolve).toList());
    }

    @ParameterizedTest
    @EnumSource
    void helpLeadsToThePageOfTheCause(Cause cause) {
        assertThat(cause.help()).startsWith("https://github.com/");
        var inProject = Path.of(cause.help().replaceFirst("https://github.com/[^/]+/[^/]+/blob/main/", ""));

        assertThat(inProject)
                .as("the page of %s, which %s writes", cause, GeneratedFilesTest.COMMAND)
                .isEqualTo(FOLDER.resolve(CausePages.fileOf(cause)))
                .isRegularFile();
    }

    @ParameterizedTest
    @EnumSource
    void thePageShowsAReportOfTheCause(Cause cause) {
        assertThat(FOLDER.resolve(CausePages.fileOf(cause)))
                .as("the page of %s, which %s writes", cause, GeneratedFilesTest.COMMAND)
                .content()
                .containsPattern("(?s)## Example.*```text\n[✗✓].*" + cause + "\n.*```");
    }

    @ParameterizedTest
    @EnumSource
    void theReferenceIsAPageOfAVendor(Cause cause) {
        var reference = URI.create(cause.reference());

        assertThat(reference).hasScheme("https").hasNoQuery().hasNoFragment();
        assertThat(VENDORS).contains(reference.getHost());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkIntoTheProjectLeadsSomewhere(Path page) throws IOException {
        assertThat(RELATIVE_LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(FOLDER.resolve(link)).exists());
    }
}
