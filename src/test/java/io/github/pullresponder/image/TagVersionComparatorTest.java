package io.github.pullresponder.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagVersionComparatorTest {

    @ParameterizedTest(name = "{0} before {1}")
    @CsvSource({
        "1.9, 1.10",
        "1.4.2, 1.4.10",
        "v1, v2",
        "1.4, 1.4.1",
        "2026-9, 2026-10",
        "1.99999999999999999999, 2.0",
        "a, b"
    })
    void versionsAreCounted(String older, String newer) {
        assertThat(TagVersionComparator.BY_VERSION.compare(older, newer)).isNegative();
        assertThat(TagVersionComparator.BY_VERSION.compare(newer, older)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"1.4.2, 1.4.2", "Latest, latest", "01, 1"})
    void equalOnesAreEqual(String one, String other) {
        assertThat(TagVersionComparator.BY_VERSION.compare(one, other)).isZero();
    }
}
