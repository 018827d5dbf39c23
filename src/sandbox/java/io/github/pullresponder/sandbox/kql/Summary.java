package io.github.pullresponder.sandbox.kql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code summarize aggregation, … by key, …}. */
record Summary(List<NamedExpression> keys, List<Aggregation> aggregations) {

    static Summary read(Cursor cursor, ExpressionParser expressions, Table table) {
        var parser = new AggregationParser(cursor, expressions, table.columns().keySet());
        var aggregations = new ArrayList<Aggregation>();
        if (!cursor.at("by")) {
            do {
                aggregations.add(parser.aggregation());
            } while (cursor.takeIf(","));
        }
        var keys = new ArrayList<NamedExpression>();
        if (cursor.takeIf("by")) {
            do {
                keys.add(expressions.named());
            } while (cursor.takeIf(","));
        }
        return new Summary(keys, aggregations);
    }

    Table of(Table table) {
        var groups = new LinkedHashMap<Map<String, Value>, List<Row>>();
        if (keys.isEmpty()) {
            groups.put(Map.of(), List.of());
        }
        for (Row row : table.rows()) {
            groups.merge(key(row), List.of(row), Summary::joined);
        }
        var rows = new ArrayList<Row>();
        groups.forEach((key, group) -> rows.add(summarized(key, group)));
        return Table.computed(columns(table), rows);
    }

    private Map<String, Value> key(Row row) {
        var key = new LinkedHashMap<String, Value>();
        keys.forEach(part -> key.put(part.name(), part.expression().of(row)));
        return key;
    }

    private static List<Row> joined(List<Row> some, List<Row> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private Row summarized(Map<String, Value> key, List<Row> group) {
        var cells = new LinkedHashMap<>(key);
        aggregations.forEach(aggregation -> cells.putAll(aggregation.of(group)));
        return new Row(cells);
    }

    private Map<String, String> columns(Table table) {
        var columns = new LinkedHashMap<String, String>();
        summarized(key(new Row(Map.of())), List.of())
                .cells()
                .forEach((name, value) -> columns.put(name, table.columns().getOrDefault(name, value.type())));
        return columns;
    }
}
