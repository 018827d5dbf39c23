package io.github.pullresponder.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that say what the code says. {@code ./mvnw test -Dtest=GeneratedFilesTest -Dgenerated.write} writes them again.
 */
@Tag("scenario")
class GeneratedFilesTest {
    private static final boolean WRITE = System.getProperty("generated.write") != null;

    static List<GeneratedFile> files() {
        return Stream.of(Readme.files(), Architecture.files(), Infrastructure.files(), CausePages.files())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theFileSaysWhatTheCodeSays(GeneratedFile file) {
        if (WRITE) {
            file.write();
        }
        assertThat(file.present())
                .as("%s; -Dgenerated.write writes it anew", file.path())
                .isEqualTo(file.content());
    }
}
