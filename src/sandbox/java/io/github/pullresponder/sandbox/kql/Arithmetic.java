package io.github.pullresponder.sandbox.kql;

import java.time.Duration;
import java.time.Instant;

/** Sums and differences of numbers, times and timespans; null for anything else. */
final class Arithmetic {
    private Arithmetic() {}

    static Value of(String operator, Value left, Value right) {
        boolean plus = operator.equals("+");
        if (left instanceof Value.Numeric a && right instanceof Value.Numeric b) {
            return new Value.Numeric(
                    plus ? a.number().add(b.number()) : a.number().subtract(b.number()));
        }
        if (left instanceof Value.Moment a && right instanceof Value.Span b) {
            Instant instant = a.instant();
            return new Value.Moment(plus ? instant.plus(b.duration()) : instant.minus(b.duration()));
        }
        if (left instanceof Value.Moment a && right instanceof Value.Moment b && !plus) {
            return new Value.Span(Duration.between(b.instant(), a.instant()));
        }
        if (left instanceof Value.Span a && right instanceof Value.Span b) {
            return new Value.Span(
                    plus ? a.duration().plus(b.duration()) : a.duration().minus(b.duration()));
        }
        return Value.ABSENT;
    }
}
