package io.github.pullresponder.expiry;

import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.RowKind;
import io.github.pullresponder.storage.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The credentials for which a warning was sent, each with the last threshold at which it was. */
final class SentWarnings {
    private static final String PARTITION = "credentials";
    private static final String THRESHOLD = "threshold";

    private final Table table;
    private final WarningDays thresholds;
    private final Map<String, Row> rows;

    private SentWarnings(Table table, WarningDays thresholds, Map<String, Row> rows) {
        this.table = table;
        this.thresholds = thresholds;
        this.rows = rows;
    }

    static SentWarnings in(Table table, WarningDays thresholds) {
        return new SentWarnings(
                table,
                thresholds,
                table.list(PARTITION, "").stream().collect(Collectors.toMap(Row::key, Function.identity())));
    }

    /** Whether it has crossed a further threshold since the last warning, if there was one. */
    boolean isDue(CredentialExpiry lapse) {
        var crossed = thresholds.crossed(lapse.end());
        return crossed.isPresent()
                && !isToldByNewerRelease(lapse)
                && toldAt(lapse).filter(told -> told <= crossed.get()).isEmpty();
    }

    /** It decides when to warn again. */
    private boolean isToldByNewerRelease(CredentialExpiry lapse) {
        return Optional.ofNullable(rows.get(lapse.key()))
                .filter(row -> !RowKind.TOLD_CREDENTIAL.understands(row))
                .isPresent();
    }

    private Optional<Integer> toldAt(CredentialExpiry lapse) {
        return Optional.ofNullable(rows.get(lapse.key()))
                .flatMap(row -> row.value(THRESHOLD))
                .map(Integer::valueOf);
    }

    /** Another process that writes the same row has sent the same warning: whose row it is makes no difference. */
    void remember(List<CredentialExpiry> told) {
        for (var lapse : told) {
            var values = Map.of(
                    THRESHOLD,
                    thresholds.crossed(lapse.end()).map(Object::toString).orElseThrow(),
                    "toldAt",
                    thresholds.now().toString());
            var row = rows.get(lapse.key());
            if (row == null) {
                table.insert(RowKind.TOLD_CREDENTIAL.fresh(PARTITION, lapse.key(), values));
            } else {
                table.replace(row.with(RowKind.TOLD_CREDENTIAL.stamped(values)));
            }
        }
    }

    /** A credential that was renewed, removed or fixed is forgotten: if it breaks again, a warning is sent again. */
    void forgetAllBut(Predicate<String> isKnown) {
        rows.values().stream()
                .filter(RowKind.TOLD_CREDENTIAL::understands)
                .filter(row -> !isKnown.test(row.key()))
                .forEach(table::delete);
    }
}
