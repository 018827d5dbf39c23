package io.github.pullresponder.sandbox.kql;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads scalar expressions by recursive descent, weakest operator first: {@code or}, {@code and}, comparison, sum,
 * product, path.
 */
final class ExpressionParser {
    private static final Set<String> WORD_OPERATORS = Set.of(
            "has", "has_cs", "contains", "contains_cs", "startswith", "startswith_cs", "endswith", "endswith_cs");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "=~", "!~", "<", "<=", ">", ">=");

    /** A function of the row itself; here every row arrives when it happens. */
    private static final String INGESTION_TIME = "ingestion_time";

    private static final String INGESTED = "TimeGenerated";

    private final Cursor cursor;
    private final Set<String> columns;
    private final ScalarFunctions functions;

    ExpressionParser(Cursor cursor, Set<String> columns, Clock clock) {
        this.cursor = cursor;
        this.columns = columns;
        this.functions = new ScalarFunctions(clock);
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

    /** {@code name = expression}, or an expression that gives its own name. */
    NamedExpression named() {
        if (cursor.peek().type() == Token.Type.NAME && cursor.thenAt("=")) {
            String name = cursor.expectName();
            cursor.expect("=");
            return new NamedExpression(name, expression());
        }
        int start = cursor.position();
        Expression expression = expression();
        return new NamedExpression(NamedExpression.nameOf(cursor.since(start)), expression);
    }

    /** The name of a column there is. */
    String column() {
        Token name = cursor.peek();
        return checked(cursor.expectName(), name);
    }

    List<Expression> arguments() {
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
        Expression left = sum();
        Token operator = cursor.peek();
        String text = operator.type() == Token.Type.STRING ? "" : operator.text();
        if (COMPARISONS.contains(text) || isWordOperator(text)) {
            cursor.take();
            Expression right = sum();
            return row ->
                    Value.of(Comparison.holds(text, left.of(row), right.of(row)).orElseThrow());
        }
        return switch (text) {
            case "in", "in~", "!in", "!in~", "has_any" ->
                membership(left, cursor.take().text());
            case "between", "!between" -> between(left, cursor.take().text().equals("between"));
            default -> {
                if (operator.type() == Token.Type.SYMBOL && text.startsWith("!")) {
                    throw cursor.syntax("the operator is not known here");
                }
                yield left;
            }
        };
    }

    private static boolean isWordOperator(String text) {
        return WORD_OPERATORS.contains(text.startsWith("!") ? text.substring(1) : text);
    }

    private Expression membership(Expression left, String operator) {
        List<Expression> members = arguments();
        String each = operator.equals("has_any") ? "has" : operator.endsWith("~") ? "=~" : "==";
        boolean wanted = !operator.startsWith("!");
        return row -> Value.of(wanted
                == members.stream()
                        .anyMatch(member -> Comparison.holds(each, left.of(row), member.of(row))
                                .orElseThrow()));
    }

    private Expression between(Expression left, boolean wanted) {
        cursor.expect("(");
        Expression low = sum();
        cursor.expect("..");
        Expression high = sum();
        cursor.expect(")");
        return row -> Value.of(wanted
                == (Comparison.holds(">=", left.of(row), low.of(row)).orElseThrow()
                        && Comparison.holds("<=", left.of(row), high.of(row)).orElseThrow()));
    }

    private Expression sum() {
        Expression left = path();
        while (cursor.at("+") || cursor.at("-")) {
            Token operator = cursor.take();
            Expression a = left;
            Expression b = path();
            left = row -> Arithmetic.of(operator.text(), a.of(row), b.of(row));
        }
        return left;
    }

    private Expression path() {
        Expression expression = primary();
        while (cursor.at(".") || cursor.at("[")) {
            Step step = step();
            Expression inner = expression;
            expression = row -> step.in(inner.of(row));
        }
        return expression;
    }

    private Step step() {
        if (cursor.takeIf(".")) {
            return new Step(cursor.expectName());
        }
        cursor.expect("[");
        Token key = cursor.take();
        if (key.type() != Token.Type.STRING && key.type() != Token.Type.NUMBER) {
            throw cursor.syntax("expected a string or a number in brackets");
        }
        cursor.expect("]");
        return new Step(key.text());
    }

    private Expression primary() {
        Token token = cursor.take();
        return switch (token.type()) {
            case STRING -> constant(new Value.Text(token.text()));
            case NUMBER -> constant(new Value.Numeric(new BigDecimal(token.text())));
            case TIMESPAN -> constant(Value.Span.parse(token.text()));
            case DATETIME -> constant(moment(token));
            case NAME -> name(token);
            case SYMBOL -> parenthesis(token);
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

    private Expression name(Token token) {
        if (token.is(INGESTION_TIME)) {
            arguments();
            return row -> row.get(INGESTED);
        }
        if (cursor.at("(")) {
            ScalarFunctions.Function function = functions
                    .named(token.text())
                    .orElseThrow(() -> cursor.semantic("Unknown function: '" + token.text() + "'", token));
            List<Expression> arguments = arguments();
            return row -> function.of(arguments.stream().map(a -> a.of(row)).toList());
        }
        if (token.text().equals("true") || token.text().equals("false")) {
            return constant(Value.of(token.text().equals("true")));
        }
        String column = checked(token.text(), token);
        return row -> row.get(column);
    }

    private String checked(String column, Token at) {
        if (!columns.contains(column)) {
            throw cursor.semantic("Failed to resolve column or scalar expression named '" + column + "'", at);
        }
        return column;
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

    /** One step into a dynamic value: a field of an object or an element of an array. */
    private record Step(String label) {
        Value in(Value value) {
            if (!(value instanceof Value.Dynamic dynamic)) {
                return Value.ABSENT;
            }
            JsonNode json = dynamic.json();
            boolean index = json.isArray() && label.matches("\\d{1,9}");
            return Value.of(index ? json.path(Integer.parseInt(label)) : json.path(label));
        }
    }
}
