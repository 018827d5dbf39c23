package io.github.pullresponder.sandbox.kql;

/**
 * The part of the Kusto Query Language that the app and its alert rule use: {@code where}, {@code extend},
 * {@code project}, {@code order}, {@code top} and {@code take}. All other operators are rejected.
 *
 * <p>Source: Kusto documentation, "Tabular operators" and "Scalar operators".
 */
public final class Kql {
    private Kql() {}

    /** @throws KqlException if the query is malformed, refers to an unknown name or uses an unsupported feature */
    public static Table run(String query, Tables tables) {
        return new QueryParser(new Cursor(query)).run(tables);
    }
}
