package io.github.pullresponder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableRowKindTest {
    @ParameterizedTest
    @EnumSource
    void aWrittenRowHasItsVersionAndCanBeRead(TableRowKind kind) {
        var row = kind.fresh("p", "k", Map.of("value", "v"));

        assertThat(row.value("version")).isPresent();
        assertThat(row.value("value")).contains("v");
        assertThat(kind.requireKnownVersion(row)).isSameAs(row);
    }

    @ParameterizedTest
    @EnumSource
    void withoutAVersionARowIsOfTheFirst(TableRowKind kind) {
        assertThat(kind.understands(TableRow.fresh("p", "k", Map.of()))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "99999999999", "", "one"})
    void aVersionThatIsNotKnownIsRefusedByName(String version) {
        var row = TableRow.fresh("p", "k", Map.of("version", version));

        assertThat(TableRowKind.INCIDENT.understands(row)).isFalse();
        assertThatThrownBy(() -> TableRowKind.INCIDENT.requireKnownVersion(row))
                .isInstanceOf(WrittenByNewerReleaseException.class)
                .hasMessage(
                        "a row of kind incident has version %s, and this release supports versions up to 1", version);
    }

    @Test
    void everyKindHasAStoredSampleAndNoSampleIsOfAKindThatIsGone() {
        var kinds = Arrays.stream(TableRowKind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();

        assertThat(StoredSamples.names("rows")).containsAll(kinds);
        assertThat(StoredSamples.names("rows"))
                .allSatisfy(sample -> assertThat(kinds).anyMatch(sample::startsWith));
    }
}
