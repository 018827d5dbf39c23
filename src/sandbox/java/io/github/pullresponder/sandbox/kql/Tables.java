package io.github.pullresponder.sandbox.kql;

import java.util.Optional;

/** The tables that a query can name. */
@FunctionalInterface
public interface Tables {
    Optional<Table> named(String name);
}
