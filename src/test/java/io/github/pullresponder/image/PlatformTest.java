package io.github.pullresponder.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** containerd: platforms, compare.go. */
class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "linux, arm64, arm64, true",
        "linux, arm64, arm, true",
        "linux, amd64, 386, true",
        "linux, arm64, amd64, false",
        "linux, amd64, arm64, false",
        "linux, amd64, arm, false",
        "linux, arm64, 386, false",
        "windows, amd64, 386, false"
    })
    void aNodeRunsImages(String os, String node, String image, boolean takes) {
        assertThat(new Platform(os, node, Optional.empty())
                        .runsArchitectureOf(new Platform(os, image, Optional.empty())))
                .isEqualTo(takes);
    }
}
