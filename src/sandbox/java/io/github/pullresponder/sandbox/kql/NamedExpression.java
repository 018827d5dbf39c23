package io.github.pullresponder.sandbox.kql;

/** An expression with its name: {@code name = expression}. A column alone has its own name. */
record NamedExpression(String name, Expression expression) {}
