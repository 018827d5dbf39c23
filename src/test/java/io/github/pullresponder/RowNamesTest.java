package io.github.pullresponder;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class RowNamesTest {
    @Test
    void aFailureNamesItsRow() {
        var failure = new AssertionError("expected: a, but was: b");

        assertThatThrownBy(() -> RowNames.run("tag-not-found", () -> {
                    throw failure;
                }))
                .hasMessage("[tag-not-found] expected: a, but was: b")
                .hasCause(failure);
    }

    @Test
    void aSkippedRowStaysSkipped() {
        var skipped = new TestAbortedException("not here");

        assertThatThrownBy(() -> RowNames.run("tag-not-found", () -> {
                    throw skipped;
                }))
                .isSameAs(skipped);
    }

    @Test
    void aRowThatPassesIsLeftAlone() {
        assertThatCode(() -> RowNames.run("tag-not-found", () -> null)).doesNotThrowAnyException();
    }
}
