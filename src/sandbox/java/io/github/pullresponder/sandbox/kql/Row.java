package io.github.pullresponder.sandbox.kql;

import java.util.LinkedHashMap;
import java.util.Map;

/** One row: values by column name. */
public record Row(Map<String, Value> cells) {
    public Value get(String column) {
        return cells.getOrDefault(column, Value.ABSENT);
    }

    /** The same row with one column set. */
    Row with(String column, Value value) {
        var more = new LinkedHashMap<>(cells);
        more.put(column, value);
        return new Row(more);
    }
}
