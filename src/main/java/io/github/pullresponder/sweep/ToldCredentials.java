package io.github.pullresponder.sweep;

import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.RowKind;
import io.github.pullresponder.storage.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which credentials people were told of before, each with the last threshold it was told at. */
final class ToldCredentials {
    private static final String PARTITION = "credentials";
    private static final String THRESHOLD = "threshold";

    private final Table table;
    private final Thresholds thresholds;
    private final Map<String, Row> rows;

    private ToldCredentials(Table table, Thresholds thresholds, Map<String, Row> rows) {
        this.table = table;
        this.thresholds = thresholds;
        this.rows = rows;
    }

    static ToldCredentials in(Table table, Thresholds thresholds) {
        return new ToldCredentials(
                table,
                thresholds,
                table.list(PARTITION, "").stream().collect(Collectors.toMap(Row::key, Function.identity())));
    }

    /** Whether it has crossed a further threshold since it was told, if it ever was. */
    boolean isDue(Lapse lapse) {
        var crossed = thresholds.crossed(lapse.end());
        return crossed.isPresent()
                && !isToldByNewerRelease(lapse)
                && toldAt(lapse).filter(told -> told <= crossed.get()).isEmpty();
    }

    /** When to tell of it again, that one knows. */
    private boolean isToldByNewerRelease(Lapse lapse) {
        return Optional.ofNullable(rows.get(lapse.key()))
                .filter(row -> !RowKind.TOLD_CREDENTIAL.understands(row))
                .isPresent();
    }

    private Optional<Integer> toldAt(Lapse lapse) {
        return Optional.ofNullable(rows.get(lapse.key()))
                .flatMap(row -> row.value(THRESHOLD))
                .map(Integer::valueOf);
    }

    /** Another process that writes the same row has told the same: whose row it is makes no difference. */
    void remember(List<Lapse> told) {
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

    /** What was renewed, removed or mended is forgotten: should it break again, that is told again. */
    void forgetAllBut(Predicate<String> isKnown) {
        rows.values().stream()
                .filter(RowKind.TOLD_CREDENTIAL::understands)
                .filter(row -> !isKnown.test(row.key()))
                .forEach(table::delete);
    }
}
