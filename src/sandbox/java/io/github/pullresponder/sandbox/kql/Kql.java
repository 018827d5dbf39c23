package io.github.pullresponder.sandbox.kql;

/**
 * The part of the Kusto query language that the app and its alert rule use: {@code where}, {@code extend}, {@code project},
 * {@code order}, {@code top} and {@code take}. Whatever else there is, is rejected.
 *
 * <p>Source: Kusto documentation, "Tabular operators" and "Scalar operators".
 */
public final class Kql {
    private Kql() {}

    /**
     * @throws KqlException if the query is malformed, names what does not exist, or uses what is not known here
     */
    public static Table run(String query, Tables tables) {
        return new QueryParser(new Cursor(query)).run(tables);
    }
}
