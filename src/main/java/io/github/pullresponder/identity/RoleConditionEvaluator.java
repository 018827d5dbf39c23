package io.github.pullresponder.identity;

import io.github.pullresponder.identity.RoleConditionTokenizer.ConditionSyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Evaluates a role assignment condition for one pull, if it has a known form.
 *
 * <p>The known forms are those of the registry's documentation: {@code ActionMatches} and comparisons of the request's
 * repository name by {@code StringEqualsIgnoreCase} and {@code StringStartsWithIgnoreCase}, joined by AND, OR, NOT and
 * brackets. Any other term is {@link ConditionResult#UNKNOWN}, which matters only if the known terms do not decide the result
 * (three-valued logic). Source: "Azure role assignment condition format and syntax".
 */
final class RoleConditionEvaluator {
    enum ConditionResult {
        TRUE,
        FALSE,
        UNKNOWN;

        ConditionResult negate() {
            return switch (this) {
                case TRUE -> FALSE;
                case FALSE -> TRUE;
                case UNKNOWN -> UNKNOWN;
            };
        }

        ConditionResult and(ConditionResult other) {
            if (this == FALSE || other == FALSE) {
                return FALSE;
            }
            return this == TRUE && other == TRUE ? TRUE : UNKNOWN;
        }

        ConditionResult or(ConditionResult other) {
            return negate().and(other.negate()).negate();
        }

        private static ConditionResult of(boolean value) {
            return value ? TRUE : FALSE;
        }
    }

    private static final String REPOSITORY_NAME = "microsoft.containerregistry/registries/repositories:name";
    private static final Set<String> WORD_OPERATORS = Set.of("AND", "&&", "OR", "||");
    private static final int DEEPEST = 50;

    private final RoleConditionTokenizer tokens;
    private final String action;
    private final String repository;
    private int depth;

    private RoleConditionEvaluator(String text, String action, String repository) {
        this.tokens = new RoleConditionTokenizer(text);
        this.action = action;
        this.repository = repository;
    }

    /** Evaluates the condition for {@code action} on {@code repository}. */
    static ConditionResult evaluate(String condition, String action, String repository) {
        try {
            var reader = new RoleConditionEvaluator(condition, action, repository);
            var outcome = reader.disjunction();
            return reader.tokens.atEnd() ? outcome : ConditionResult.UNKNOWN;
        } catch (ConditionSyntaxException e) {
            return ConditionResult.UNKNOWN;
        }
    }

    private ConditionResult disjunction() {
        var outcome = conjunction();
        while (tokens.skipIfWord("OR") || tokens.skipIfWord("||")) {
            outcome = outcome.or(conjunction());
        }
        return outcome;
    }

    private ConditionResult conjunction() {
        var outcome = negation();
        while (tokens.skipIfWord("AND") || tokens.skipIfWord("&&")) {
            outcome = outcome.and(negation());
        }
        return outcome;
    }

    private ConditionResult negation() {
        if (++depth > DEEPEST) {
            throw new ConditionSyntaxException();
        }
        try {
            if (tokens.skipIfWord("!") || tokens.skipIfWord("NOT")) {
                return negation().negate();
            }
            return term();
        } finally {
            depth--;
        }
    }

    private ConditionResult term() {
        if (tokens.skipIfWord("(")) {
            var inner = disjunction();
            tokens.expectWord(")");
            return inner;
        }
        if (tokens.skipIfWord("ActionMatches")) {
            tokens.expectWord("{");
            var pattern = tokens.literal();
            tokens.expectWord("}");
            return ConditionResult.of(new ActionPattern(pattern).matches(action));
        }
        if (tokens.skipIfWord("@Request")) {
            return requestComparison();
        }
        return unknownTerm();
    }

    private ConditionResult requestComparison() {
        var attribute = tokens.readBracketed();
        var operator = tokens.word();
        if (!attribute.equalsIgnoreCase(REPOSITORY_NAME) || !tokens.literalFollows()) {
            skipToEndOfTerm();
            return ConditionResult.UNKNOWN;
        }
        var name = tokens.literal().toLowerCase(Locale.ROOT);
        var requested = repository.toLowerCase(Locale.ROOT);
        return switch (operator.toLowerCase(Locale.ROOT)) {
            case "stringequalsignorecase" -> ConditionResult.of(requested.equals(name));
            case "stringstartswithignorecase" -> ConditionResult.of(requested.startsWith(name));
            default -> ConditionResult.UNKNOWN;
        };
    }

    private ConditionResult unknownTerm() {
        tokens.word();
        skipToEndOfTerm();
        return ConditionResult.UNKNOWN;
    }

    /** Skips the rest of a term of an unknown form: up to the next AND, OR or the bracket that closes around it. */
    private void skipToEndOfTerm() {
        var open = 0;
        while (!tokens.atEnd()) {
            if (open == 0 && (tokens.wordFollows(")") || WORD_OPERATORS.contains(tokens.peekUpperCase()))) {
                return;
            }
            if (tokens.literalFollows()) {
                tokens.literal();
                continue;
            }
            var word = tokens.word();
            open += word.equals("(") || word.equals("{") || word.equals("[") ? 1 : 0;
            open -= word.equals(")") || word.equals("}") || word.equals("]") ? 1 : 0;
        }
    }
}
