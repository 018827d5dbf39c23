package io.github.pullresponder.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Findings;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.StoredSamples;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that credential rows of earlier and newer releases can be read. */
class StoredCredentialsTest {
    private static final TableRow STORED = StoredSamples.row("sent-warning");
    private static final CredentialExpiry EXPIRY = new CredentialExpiry(
            STORED.key(),
            Optional.of(Instant.parse("2026-11-28T23:59:00Z")),
            Findings.of(Cause.CREDENTIAL_EXPIRING, "it expires soon"));
    private static final Instant SAME_DAY = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant LAST_DAY = Instant.parse("2026-11-28T10:00:00Z");

    static Stream<UnaryOperator<TableRow>> additions() {
        return Stream.of(UnaryOperator.identity(), StoredSamples::withUnknownColumn);
    }

    @ParameterizedTest
    @MethodSource("additions")
    void aCredentialIsReportedAgainAtTheNextThresholdOnly(UnaryOperator<TableRow> added) {
        var table = StoredSamples.tableWith(added.apply(STORED));

        assertThat(sent(table, SAME_DAY).isDue(EXPIRY)).isFalse();
        assertThat(sent(table, LAST_DAY).isDue(EXPIRY)).isTrue();
    }

    @Test
    void theCurrentFormatMatchesTheSample() {
        var table = new EmbeddedTable();
        sent(table, Instant.parse("2026-11-22T10:00:00Z")).remember(List.of(EXPIRY));

        assertThat(onlyRowOf(table).values()).containsAllEntriesOf(STORED.values());
    }

    @Test
    void propertiesOfALaterReleaseStay() {
        var table = StoredSamples.tableWith(StoredSamples.withUnknownColumn(STORED));
        sent(table, LAST_DAY).remember(List.of(EXPIRY));

        assertThat(onlyRowOf(table).value("addedLater")).isPresent();
        assertThat(onlyRowOf(table).value("threshold")).contains("1");
    }

    @Test
    void warningsOfANewerReleaseAreLeftUnchanged() {
        var newer = StoredSamples.ofNewerVersion(STORED);
        var table = StoredSamples.tableWith(newer);
        var sent = sent(table, LAST_DAY);

        assertThat(sent.isDue(EXPIRY)).isFalse();
        sent.retainOnly(key -> false);
        assertThat(onlyRowOf(table).values()).isEqualTo(newer.values());
    }

    private static SentWarnings sent(StorageTable table, Instant now) {
        return SentWarnings.in(table, new WarningDays(List.of(30, 14, 7, 1), now));
    }

    private static TableRow onlyRowOf(StorageTable table) {
        assertThat(table.listAll("")).hasSize(1);
        return table.listAll("").get(0);
    }
}
