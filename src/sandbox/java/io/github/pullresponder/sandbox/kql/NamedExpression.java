package io.github.pullresponder.sandbox.kql;

/** {@code name = expression}; a bare column names itself. */
record NamedExpression(String name, Expression expression) {}
