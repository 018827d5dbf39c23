package io.github.pullresponder.expiry;

import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.TableRowKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The credentials for which a warning was sent, each with its last warning day. */
final class SentWarnings {
    private static final String PARTITION = "credentials";
    private static final String THRESHOLD = "threshold";

    private final StorageTable table;
    private final WarningDays thresholds;
    private final Map<String, TableRow> rows;

    private SentWarnings(StorageTable table, WarningDays thresholds, Map<String, TableRow> rows) {
        this.table = table;
        this.thresholds = thresholds;
        this.rows = rows;
    }

    static SentWarnings in(StorageTable table, WarningDays thresholds) {
        return new SentWarnings(
                table,
                thresholds,
                table.list(PARTITION, "").stream().collect(Collectors.toMap(TableRow::key, Function.identity())));
    }

    /** Returns true if a credential has reached another warning day since its last warning, or had no warning yet. */
    boolean isDue(CredentialExpiry expiry) {
        var crossed = thresholds.crossed(expiry.end());
        return crossed.isPresent()
                && !hasNewerRow(expiry)
                && lastThreshold(expiry).filter(last -> last <= crossed.get()).isEmpty();
    }

    /** Returns true if a newer release wrote the row; that release decides on the next warning. */
    private boolean hasNewerRow(CredentialExpiry expiry) {
        return Optional.ofNullable(rows.get(expiry.key()))
                .filter(row -> !TableRowKind.SENT_WARNING.understands(row))
                .isPresent();
    }

    private Optional<Integer> lastThreshold(CredentialExpiry expiry) {
        return Optional.ofNullable(rows.get(expiry.key()))
                .flatMap(row -> row.value(THRESHOLD))
                .map(Integer::valueOf);
    }

    /** Records warnings; another process that writes the same row has sent the same warning, so either row is right. */
    void remember(List<CredentialExpiry> warned) {
        for (var expiry : warned) {
            var values = Map.of(
                    THRESHOLD,
                    thresholds.crossed(expiry.end()).map(Object::toString).orElseThrow(),
                    "toldAt",
                    thresholds.now().toString());
            var row = rows.get(expiry.key());
            if (row == null) {
                table.insert(TableRowKind.SENT_WARNING.fresh(PARTITION, expiry.key(), values));
            } else {
                table.replace(row.with(TableRowKind.SENT_WARNING.withVersion(values)));
            }
        }
    }

    /** Removes the rows of credentials that were renewed, removed or fixed, so that a new problem causes a new warning. */
    void retainOnly(Predicate<String> isKnown) {
        rows.values().stream()
                .filter(TableRowKind.SENT_WARNING::understands)
                .filter(row -> !isKnown.test(row.key()))
                .forEach(table::delete);
    }
}
