package io.github.pullresponder.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerdVersionTest {

    @ParameterizedTest
    @CsvSource({
        "containerd://1.7.28-1, 1.7",
        "containerd://2.1.4+azure, 2.1",
        "containerd://v2.0, 2.0",
        "containerd://2.2.0-rc.1, 2.2"
    })
    void isReadFromTheNodesRuntime(String runtime, String version) {
        assertThat(ContainerdVersion.of(runtime))
                .map(ContainerdVersion::toString)
                .contains(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "docker://29.1.0", "cri-o://1.34.0", "containerd://", "containerd://2", "containerd://x.y"})
    void isNotKnownOfOthers(String runtime) {
        assertThat(ContainerdVersion.of(runtime)).isEmpty();
    }

    @Test
    void isOrderedByMajorAndMinor() {
        assertThat(new ContainerdVersion(1, 7)).isLessThan(new ContainerdVersion(2, 0));
        assertThat(new ContainerdVersion(2, 10)).isGreaterThan(new ContainerdVersion(2, 9));
    }
}
