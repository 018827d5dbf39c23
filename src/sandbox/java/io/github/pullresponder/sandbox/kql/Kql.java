package io.github.pullresponder.sandbox.kql;

import java.time.Clock;

/**
 * A part of the Kusto query language, as Resource Graph and Log Analytics share it: a table and the operators that work
 * row by row, sort, cut or count. No joins, no {@code let}, no {@code mv-expand}. Whatever is not known is rejected.
 *
 * <p>Source: Kusto documentation, "Tabular operators" and "Scalar operators".
 */
public final class Kql {
    private final Clock clock;

    /** @param clock tells {@code now()} */
    public Kql(Clock clock) {
        this.clock = clock;
    }

    /**
     * @throws KqlException if the query is malformed, names what does not exist, or uses what is not known here
     */
    public Table run(String query, Tables tables) {
        return new QueryParser(new Cursor(query), clock).run(tables);
    }
}
