package io.github.pullresponder.sandbox.kql;

/** A scalar expression, evaluated for one row. */
@FunctionalInterface
interface Expression {
    Value of(Row row);
}
