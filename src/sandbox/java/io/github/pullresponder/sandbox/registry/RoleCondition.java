package io.github.pullresponder.sandbox.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates the condition of a role assignment for one action on one repository. Source: "Azure attribute-based access
 * control in Container Registry", "Azure role assignment condition format and syntax".
 *
 * <p>A condition that does not consist of comparisons of the repository's name is true for no one.
 */
final class RoleCondition {
    private static final String ATTRIBUTE = "@request[microsoft.containerregistry/registries/repositories:name]";
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(ActionMatches\\s*\\{\\s*'[^']*'\\s*}|SubOperationMatches\\s*\\{\\s*'[^']*'\\s*}|@\\w+\\[[^\\]]*]|'[^']*'|[()!]|&&|\\|\\||\\w+)");

    private final List<String> tokens;
    private final String action;
    private final String repository;
    private int next;

    private RoleCondition(List<String> tokens, String action, String repository) {
        this.tokens = tokens;
        this.action = action;
        this.repository = repository;
    }

    static boolean permits(String condition, String action, String repository) {
        var tokens = new ArrayList<String>();
        Matcher matcher = TOKEN.matcher(condition.trim());
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, condition.trim().length());
        }
        var parser = new RoleCondition(tokens, action, repository);
        try {
            boolean holds = parser.disjunction();
            return holds
                    && parser.next == tokens.size()
                    && end == condition.trim().length();
        } catch (IllegalStateException ofAnotherForm) {
            return false;
        }
    }

    private boolean disjunction() {
        boolean holds = conjunction();
        while (takeIf("or") || takeIf("||")) {
            holds |= conjunction();
        }
        return holds;
    }

    private boolean conjunction() {
        boolean holds = term();
        while (takeIf("and") || takeIf("&&")) {
            holds &= term();
        }
        return holds;
    }

    private boolean term() {
        if (takeIf("!") || takeIf("not")) {
            return !term();
        }
        if (takeIf("(")) {
            boolean holds = disjunction();
            if (!takeIf(")")) {
                throw new IllegalStateException("expected )");
            }
            return holds;
        }
        String token = take();
        if (lower(token).startsWith("actionmatches")) {
            return ActionPattern.matches(quoted(token), action);
        }
        if (lower(token).equals(ATTRIBUTE)) {
            return comparison(take(), quoted(take()));
        }
        throw new IllegalStateException("unknown: " + token);
    }

    private boolean comparison(String operator, String value) {
        return switch (operator) {
            case "StringEquals" -> repository.equals(value);
            case "StringEqualsIgnoreCase" -> repository.equalsIgnoreCase(value);
            case "StringStartsWith" -> repository.startsWith(value);
            case "StringStartsWithIgnoreCase" -> lower(repository).startsWith(lower(value));
            default -> throw new IllegalStateException("unknown operator: " + operator);
        };
    }

    private static String quoted(String token) {
        int first = token.indexOf('\'');
        int last = token.lastIndexOf('\'');
        if (first < 0 || last <= first) {
            throw new IllegalStateException("expected a text: " + token);
        }
        return token.substring(first + 1, last);
    }

    private String take() {
        if (next >= tokens.size()) {
            throw new IllegalStateException("unexpected end");
        }
        return tokens.get(next++);
    }

    private boolean takeIf(String token) {
        boolean there = next < tokens.size() && tokens.get(next).equalsIgnoreCase(token);
        next += there ? 1 : 0;
        return there;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
