package io.github.pullresponder.sandbox.kql;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parses a query from left to right and applies each tabular operator immediately. */
final class QueryParser {
    private final Cursor cursor;

    QueryParser(Cursor cursor) {
        this.cursor = cursor;
    }

    Table run(Tables tables) {
        Token name = cursor.peek();
        Table table = tables.named(cursor.expectName())
                .orElseThrow(() -> cursor.semantic(
                        "Failed to resolve table or column expression named '" + name.text() + "'", name));
        while (cursor.takeIf("|")) {
            table = operator(table);
        }
        if (!cursor.atEnd()) {
            throw cursor.syntax("expected '|' or the end");
        }
        return table;
    }

    private Table operator(Table table) {
        Token operator = cursor.take();
        return switch (operator.text()) {
            case "where" -> where(table);
            case "project" -> project(table, new LinkedHashMap<>());
            case "extend" -> project(table, columnsAsTheyAre(table));
            case "order" -> order(table);
            case "take" -> limit(table, number());
            case "top" -> top(table);
            default -> throw cursor.semantic("The operator '" + operator.text() + "' is not known here", operator);
        };
    }

    private Table where(Table table) {
        Expression condition = expressions(table).expression();
        return table.withRows(
                table.rows().stream().filter(row -> condition.of(row).isTrue()).toList());
    }

    /** Adds the named columns of the query to the given ones. */
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

    private Table order(Table table) {
        cursor.expect("by");
        Expression key = expressions(table).expression();
        Comparator<Row> ascending = Comparator.comparing(key::of, Comparison.ORDER);
        Comparator<Row> order = cursor.takeIf("asc") ? ascending : descending(ascending);
        return table.withRows(table.rows().stream().sorted(order).toList());
    }

    private Table top(Table table) {
        long rows = number();
        return limit(order(table), rows);
    }

    /** Nulls are last in descending order (Kusto documentation, "sort operator"). */
    private Comparator<Row> descending(Comparator<Row> ascending) {
        cursor.expect("desc");
        return ascending.reversed();
    }

    private long number() {
        return cursor.takeIf(Token.Type.NUMBER)
                .map(token -> Long.parseLong(token.text()))
                .orElseThrow(() -> cursor.syntax("expected a number"));
    }

    private static Table limit(Table table, long rows) {
        return table.withRows(table.rows().stream().limit(rows).toList());
    }

    private ExpressionParser expressions(Table table) {
        return new ExpressionParser(cursor, table.columns().keySet());
    }
}
