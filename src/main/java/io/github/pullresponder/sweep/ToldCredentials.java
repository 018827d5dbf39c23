package io.github.pullresponder.sweep;

import io.github.pullresponder.storage.Row;
import io.github.pullresponder.storage.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
                && toldAt(lapse).filter(told -> told <= crossed.get()).isEmpty();
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
                    thresholds.now().toString(),
                    "version",
                    "1");
            Optional.ofNullable(rows.get(lapse.key()))
                    .map(row -> table.replace(row.withOnly(values)))
                    .orElseGet(() -> table.insert(Row.fresh(PARTITION, lapse.key(), values)));
        }
    }

    /** What was renewed, removed or mended is forgotten: should it break again, that is told again. */
    void forgetAllBut(Collection<Lapse> lapses) {
        var known = lapses.stream().map(Lapse::key).collect(Collectors.toSet());
        rows.values().stream().filter(row -> !known.contains(row.key())).forEach(table::delete);
    }
}
