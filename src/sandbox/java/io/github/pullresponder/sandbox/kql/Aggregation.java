package io.github.pullresponder.sandbox.kql;

import java.util.List;
import java.util.Map;

/** What a summary says of one group of rows: the columns it adds. For no rows it still names its columns. */
@FunctionalInterface
interface Aggregation {
    Map<String, Value> of(List<Row> group);
}
