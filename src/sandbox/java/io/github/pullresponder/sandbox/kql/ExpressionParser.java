package io.github.pullresponder.sandbox.kql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses scalar expressions by recursive descent, lowest precedence first: {@code or}, {@code and}, comparison, path.
 * Functions: {@code coalesce}, {@code tostring}, {@code ingestion_time}.
 */
final class ExpressionParser {
    /** The ingestion time: in the sandbox, every row is ingested when it is generated. */
    private static final String INGESTED = "TimeGenerated";

    private final Cursor cursor;
    private final Set<String> columns;

    ExpressionParser(Cursor cursor, Set<String> columns) {
        this.cursor = cursor;
        this.columns = columns;
    }

    Expression expression() {
        Expression left = conjunction();
        while (cursor.takeIf("or")) {
            Expression a = left;
            Expression b = conjunction();
            left = row -> Value.of(a.of(row).isTrue() || b.of(row).isTrue());
        }
        return left;
    }

    /** {@code name = expression}, or a column. */
    NamedExpression named() {
        Token token = cursor.peek();
        String name = cursor.expectName();
        return new NamedExpression(name, cursor.takeIf("=") ? expression() : column(token));
    }

    private Expression conjunction() {
        Expression left = comparison();
        while (cursor.takeIf("and")) {
            Expression a = left;
            Expression b = comparison();
            left = row -> Value.of(a.of(row).isTrue() && b.of(row).isTrue());
        }
        return left;
    }

    private Expression comparison() {
        Expression left = path();
        Token operator = cursor.peek();
        var known = Comparison.named(operator);
        if (known.isEmpty()) {
            return left;
        }
        cursor.take();
        Expression right = path();
        return row -> Value.of(known.get().test(left.of(row), right.of(row)));
    }

    private Expression path() {
        Expression expression = primary();
        while (cursor.takeIf(".")) {
            String field = cursor.expectName();
            Expression inner = expression;
            expression = row -> Value.of(inner.of(row).json().path(field));
        }
        return expression;
    }

    private Expression primary() {
        Token token = cursor.take();
        return switch (token.type()) {
            case STRING -> constant(new Value.Text(token.text()));
            case DATETIME -> constant(moment(token));
            case NAME -> cursor.at("(") ? function(token) : column(token);
            case SYMBOL -> parenthesis(token);
            case NUMBER -> throw cursor.semantic("Numbers are not compared here", token);
            case END -> throw cursor.syntax("expected an expression");
        };
    }

    private Expression parenthesis(Token token) {
        if (!token.is("(")) {
            throw cursor.semantic("Query could not be parsed at '" + token.text() + "'", token);
        }
        Expression inner = expression();
        cursor.expect(")");
        return inner;
    }

    private Expression function(Token name) {
        List<Expression> arguments = arguments();
        String call = name.text() + "/" + arguments.size();
        return switch (call) {
            case "ingestion_time/0" -> row -> row.get(INGESTED);
            case "tostring/1" -> row -> new Value.Text(arguments.get(0).of(row).text());
            case "coalesce/2" -> row -> firstThere(arguments, row);
            default -> throw cursor.semantic("Unknown function: '" + call + "'", name);
        };
    }

    private List<Expression> arguments() {
        var arguments = new ArrayList<Expression>();
        cursor.expect("(");
        while (!cursor.at(")")) {
            arguments.add(expression());
            if (!cursor.takeIf(",")) {
                break;
            }
        }
        cursor.expect(")");
        return arguments;
    }

    private static Value firstThere(List<Expression> expressions, Row row) {
        return expressions.stream()
                .map(expression -> expression.of(row))
                .filter(value -> !value.text().isEmpty())
                .findFirst()
                .orElse(Value.ABSENT);
    }

    private Expression column(Token name) {
        String column = name.text();
        if (!columns.contains(column)) {
            throw cursor.semantic("Failed to resolve column or scalar expression named '" + column + "'", name);
        }
        return row -> row.get(column);
    }

    private Value moment(Token token) {
        return new Value.Text(token.text())
                .moment()
                .map(Value.Moment::new)
                .orElseThrow(() -> cursor.semantic("'" + token.text() + "' is no datetime", token));
    }

    private static Expression constant(Value value) {
        return row -> value;
    }
}
