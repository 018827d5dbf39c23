package io.github.pullresponder.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the files that are written from the code with the code; {@value #COMMAND} writes them. */
@Tag("scenario")
class GeneratedFilesTest {
    static final String COMMAND = "./mvnw test -Dtest=GeneratedFilesTest -Dgenerated.write";

    private static final boolean WRITE = System.getProperty("generated.write") != null;

    static List<GeneratedFile> files() {
        return Stream.of(
                        Readme.files(),
                        Reference.files(),
                        BlindSpots.files(),
                        Infrastructure.files(),
                        CausePages.files())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theFileMatchesTheCode(GeneratedFile file) {
        if (WRITE) {
            file.write();
        }
        assertThat(file.firstDifference())
                .as("%s differs from the code: %s writes it", file.path(), COMMAND)
                .isEmpty();
    }
}
