package io.github.pullresponder.sandbox.kql;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a query from left to right and applies each tabular operator as it is read. */
final class QueryParser {
    private final Cursor cursor;
    private final Clock clock;

    QueryParser(Cursor cursor, Clock clock) {
        this.cursor = cursor;
        this.clock = clock;
    }

    Table run(Tables tables) {
        Token name = cursor.peek();
        Table table = tables.named(cursor.expectName())
                .orElseThrow(() -> cursor.semantic(
                        "Failed to resolve table or column expression named '" + name.text() + "'", name));
        while (cursor.takeIf("|")) {
            table = operator(table);
        }
        cursor.takeIf(";");
        if (!cursor.atEnd()) {
            throw cursor.syntax("expected '|' or the end");
        }
        return table;
    }

    private Table operator(Table table) {
        Token operator = cursor.take();
        return switch (operator.text()) {
            case "where", "filter" -> where(table);
            case "project" -> cursor.takeIf("-") ? projectMinus(table) : project(table, new LinkedHashMap<>());
            case "extend" -> project(table, columnsAsTheyAre(table));
            case "order", "sort" -> order(table);
            case "take", "limit" -> limit(table, number());
            case "top" -> top(table);
            case "distinct" -> distinct(table);
            case "count" -> count(table);
            case "summarize" -> Summary.read(cursor, expressions(table), table).of(table);
            default -> throw cursor.semantic("The operator '" + operator.text() + "' is not known here", operator);
        };
    }

    private Table where(Table table) {
        Expression condition = expressions(table).expression();
        return table.withRows(
                table.rows().stream().filter(row -> condition.of(row).isTrue()).toList());
    }

    /** Columns of the result: the given ones, and those that are named now. */
    private Table project(Table table, Map<String, Expression> columns) {
        do {
            NamedExpression column = expressions(table).named();
            columns.put(column.name(), column.expression());
        } while (cursor.takeIf(","));
        var rows = table.rows().stream().map(row -> evaluated(columns, row)).toList();
        var types = new LinkedHashMap<String, String>();
        columns.keySet().forEach(name -> types.put(name, table.columns().getOrDefault(name, "string")));
        return Table.computed(types, rows);
    }

    private static Row evaluated(Map<String, Expression> columns, Row row) {
        var cells = new LinkedHashMap<String, Value>();
        columns.forEach((name, expression) -> cells.put(name, expression.of(row)));
        return new Row(cells);
    }

    private static Map<String, Expression> columnsAsTheyAre(Table table) {
        var columns = new LinkedHashMap<String, Expression>();
        table.columns().keySet().forEach(name -> columns.put(name, row -> row.get(name)));
        return columns;
    }

    private Table projectMinus(Table table) {
        cursor.expect("away");
        Map<String, Expression> columns = columnsAsTheyAre(table);
        do {
            columns.remove(expressions(table).column());
        } while (cursor.takeIf(","));
        var kept = new LinkedHashMap<>(table.columns());
        kept.keySet().retainAll(columns.keySet());
        return new Table(
                kept, table.rows().stream().map(row -> evaluated(columns, row)).toList());
    }

    private Table order(Table table) {
        cursor.expect("by");
        return table.withRows(table.rows().stream().sorted(sortKeys(table)).toList());
    }

    private Table top(Table table) {
        long rows = number();
        return limit(order(table), rows);
    }

    private Comparator<Row> sortKeys(Table table) {
        Comparator<Row> comparator = sortKey(table);
        while (cursor.takeIf(",")) {
            comparator = comparator.thenComparing(sortKey(table));
        }
        return comparator;
    }

    /** Descending is the default, and nulls are last then (Kusto documentation, "sort operator"). */
    private Comparator<Row> sortKey(Table table) {
        Expression key = expressions(table).expression();
        Comparator<Row> ascending = Comparator.comparing(key::of, Comparison.ORDER);
        boolean up = cursor.takeIf("asc");
        if (!up) {
            cursor.takeIf("desc");
        }
        return up ? ascending : ascending.reversed();
    }

    private long number() {
        return cursor.takeIf(Token.Type.NUMBER)
                .map(token -> Long.parseLong(token.text()))
                .orElseThrow(() -> cursor.syntax("expected a number"));
    }

    private static Table limit(Table table, long rows) {
        return table.withRows(table.rows().stream().limit(rows).toList());
    }

    private Table distinct(Table table) {
        Table projected = cursor.takeIf("*") ? table : project(table, new LinkedHashMap<>());
        var seen = new HashSet<Row>();
        var rows = new ArrayList<Row>();
        projected.rows().stream().filter(seen::add).forEach(rows::add);
        return projected.withRows(rows);
    }

    private static Table count(Table table) {
        var row = new Row(Map.of("Count", Value.of(table.rows().size())));
        return new Table(Map.of("Count", "long"), List.of(row));
    }

    private ExpressionParser expressions(Table table) {
        return new ExpressionParser(cursor, table.columns().keySet(), clock);
    }
}
