package io.github.pullresponder.intake.logwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.cluster.LoggedPullFailure;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.intake.Payloads;
import io.github.pullresponder.storage.StoredSamples;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.WrittenByNewerReleaseException;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that workspace rows of earlier and newer releases can be read. */
class StoredWatermarkTest {
    private static final String WORKSPACE = "7D3F0A12-0000-4000-8000-000000000001";
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant ARRIVED = TEN.plusSeconds(90);
    private static final LoggedPullFailure SEEN = new LoggedPullFailure(
            Payloads.CLUSTER,
            "store",
            "cart-6f8d9c7b5-q4m7z",
            Optional.of("node-1"),
            new PodEvent("Failed", "Failed to pull image", Optional.of("cart"), 3, Optional.of(TEN), Optional.of(TEN)),
            TEN,
            ARRIVED);

    static Stream<UnaryOperator<TableRow>> additions() {
        return Stream.of(UnaryOperator.identity(), StoredSamples::withUnknownColumn);
    }

    @ParameterizedTest
    @MethodSource("additions")
    void aWatermarkIsReadWithTheRowsThatWereSeen(UnaryOperator<TableRow> added) {
        var watermark = Watermark.find(StoredSamples.tableWith(added.apply(StoredSamples.row("watermark"))), WORKSPACE);

        assertThat(watermark.until()).contains(ARRIVED);
        assertThat(watermark.seen()).hasSize(1).containsValue(ARRIVED);
        assertThat(watermark.notYetSeen(List.of(SEEN))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("additions")
    void aWatermarkWithoutSeenRowsIsReadOnFrom(UnaryOperator<TableRow> added) {
        var row = added.apply(StoredSamples.row("watermark-least"));
        var watermark = Watermark.find(StoredSamples.tableWith(row), WORKSPACE);

        assertThat(watermark.until()).contains(TEN);
        assertThat(watermark.seen()).isEmpty();
    }

    @Test
    void theCurrentFormatMatchesTheSampleWithItsVersion() {
        var table = new EmbeddedTable();
        Watermark.find(table, WORKSPACE).after(List.of(SEEN)).storeIn(table);
        var stored = StoredSamples.row("watermark");

        assertThat(table.find(stored.partition(), stored.key()).orElseThrow().values())
                .containsAllEntriesOf(stored.values())
                .containsEntry("version", "1");
    }

    @Test
    void propertiesOfALaterReleaseStay() {
        var stored = StoredSamples.withUnknownColumn(StoredSamples.row("watermark"));
        var table = StoredSamples.tableWith(stored);
        Watermark.find(table, WORKSPACE).atLeast(ARRIVED.plusSeconds(60)).storeIn(table);

        assertThat(table.find(stored.partition(), stored.key()).orElseThrow().values())
                .containsKey("addedLater")
                .containsEntry("until", "2026-11-22T10:02:30Z");
    }

    @Test
    void aWatermarkOfANewerReleaseIsUnchanged() {
        var table = StoredSamples.tableWith(StoredSamples.ofNewerVersion(StoredSamples.row("watermark")));

        assertThatThrownBy(() -> Watermark.find(table, WORKSPACE)).isInstanceOf(WrittenByNewerReleaseException.class);
    }
}
