package io.github.pullresponder.sandbox.kql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table with typed columns.
 *
 * @param columns the type of each column by its name, in order
 */
public record Table(Map<String, String> columns, List<Row> rows) {

    /**
     * Creates a table from JSON objects. Columns that occur only in the rows are added to the known ones, with the type
     * of their first value.
     */
    public static Table of(Map<String, String> knownColumns, Collection<? extends JsonNode> objects) {
        var columns = new LinkedHashMap<>(knownColumns);
        for (JsonNode object : objects) {
            object.properties()
                    .forEach(field -> columns.putIfAbsent(
                            field.getKey(), Value.of(field.getValue()).type()));
        }
        return new Table(
                columns, objects.stream().map(object -> row(columns, object)).toList());
    }

    private static Row row(Map<String, String> columns, JsonNode object) {
        var cells = new LinkedHashMap<String, Value>();
        columns.forEach((column, type) -> {
            Value value = Value.of(object.path(column));
            boolean time = type.equals("datetime");
            cells.put(
                    column, time ? value.moment().<Value>map(Value.Moment::new).orElse(Value.ABSENT) : value);
        });
        return new Row(cells);
    }

    Table withRows(List<Row> otherRows) {
        return new Table(columns, otherRows);
    }

    /** Creates a table whose columns have the types of their values; columns without values have the guessed types. */
    static Table computed(Map<String, String> guesses, List<Row> rows) {
        var columns = new LinkedHashMap<String, String>();
        guesses.forEach((column, guess) -> columns.put(
                column,
                rows.stream()
                        .map(row -> row.get(column))
                        .filter(value -> !value.isAbsent())
                        .map(Value::type)
                        .findFirst()
                        .orElse(guess)));
        return new Table(columns, rows);
    }
}
