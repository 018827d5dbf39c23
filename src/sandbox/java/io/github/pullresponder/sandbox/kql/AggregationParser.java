package io.github.pullresponder.sandbox.kql;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code [name =] function(…)}. Source: Kusto documentation, "Aggregation function types". */
final class AggregationParser {
    private final Cursor cursor;
    private final ExpressionParser expressions;
    private final Collection<String> columns;

    AggregationParser(Cursor cursor, ExpressionParser expressions, Collection<String> columns) {
        this.cursor = cursor;
        this.expressions = expressions;
        this.columns = columns;
    }

    Aggregation aggregation() {
        Optional<String> given = cursor.thenAt("=") ? Optional.of(cursor.expectName()) : Optional.empty();
        given.ifPresent(name -> cursor.expect("="));
        Token function = cursor.take();
        return switch (function.text()) {
            case "arg_max" -> extreme(Comparison.ORDER);
            case "arg_min" -> extreme(Comparison.ORDER.reversed());
            case "count" -> count(given.orElse("count_"));
            default -> ofValues(function, given);
        };
    }

    private Aggregation count(String name) {
        cursor.expect("(");
        cursor.expect(")");
        return group -> Map.of(name, Value.of(group.size()));
    }

    private Aggregation ofValues(Token function, Optional<String> given) {
        String prefix = switch (function.text()) {
            case "countif", "dcount", "max", "min" -> function.text() + "_";
            case "make_set" -> "set_";
            case "make_list" -> "list_";
            case "take_any", "any" -> "";
            default -> throw cursor.semantic("Unknown aggregation: '" + function.text() + "'", function);
        };
        cursor.expect("(");
        NamedExpression argument = expressions.named();
        cursor.expect(")");
        String column = function.is("countif") ? "" : argument.name();
        return group -> Map.of(
                given.orElse(prefix + column),
                aggregated(
                        function.text(),
                        group.stream().map(argument.expression()::of).toList()));
    }

    private static Value aggregated(String function, List<Value> values) {
        List<Value> there = values.stream().filter(value -> !value.isAbsent()).toList();
        return switch (function) {
            case "countif" -> Value.of(there.stream().filter(Value::isTrue).count());
            case "dcount" -> Value.of(there.stream().distinct().count());
            case "max" -> there.stream().max(Comparison.ORDER).orElse(Value.ABSENT);
            case "min" -> there.stream().min(Comparison.ORDER).orElse(Value.ABSENT);
            case "make_set" -> list(new LinkedHashSet<>(there));
            case "make_list" -> list(there);
            default -> there.stream().findFirst().orElse(Value.ABSENT);
        };
    }

    private static Value list(Collection<Value> values) {
        List<JsonNode> json = values.stream().map(Value::json).toList();
        return new Value.Dynamic(Json.array(json));
    }

    /** {@code (key, column, …)} or {@code (key, *)}: columns of the row whose key is the greatest in this order. */
    private Aggregation extreme(Comparator<Value> order) {
        cursor.expect("(");
        NamedExpression key = expressions.named();
        var picked = new ArrayList<>(List.of(key));
        while (cursor.takeIf(",")) {
            if (cursor.takeIf("*")) {
                columns.forEach(column -> picked.add(new NamedExpression(column, row -> row.get(column))));
            } else {
                picked.add(expressions.named());
            }
        }
        cursor.expect(")");
        Comparator<Row> byKey = Comparator.comparing(key.expression()::of, order);
        return group -> cells(group.stream().max(byKey).orElse(new Row(Map.of())), picked);
    }

    private static Map<String, Value> cells(Row row, List<NamedExpression> picked) {
        var cells = new LinkedHashMap<String, Value>();
        picked.forEach(column -> cells.put(column.name(), column.expression().of(row)));
        return cells;
    }
}
