package io.github.pullresponder.identity;

import java.util.Locale;

/**
 * An action of a role definition, such as {@code Microsoft.ContainerRegistry/registries/*}: {@code *} matches any text,
 * slashes included, and case does not matter (Azure RBAC: "Understand Azure role definitions", wildcards).
 */
record ActionPattern(String text) {

    /** Returns true if it matches an action, or all that another pattern matches: only a {@code *} matches another's {@code *}. */
    boolean matches(String action) {
        var parts = text.toLowerCase(Locale.ROOT).split("\\*", -1);
        var candidate = action.toLowerCase(Locale.ROOT);
        if (parts.length == 1) {
            return candidate.equals(parts[0]);
        }
        var last = parts[parts.length - 1];
        if (!candidate.startsWith(parts[0]) || !candidate.endsWith(last)) {
            return false;
        }
        var from = parts[0].length();
        for (var i = 1; i < parts.length - 1; i++) {
            var found = candidate.indexOf(parts[i], from);
            if (found < 0) {
                return false;
            }
            from = found + parts[i].length();
        }
        return from <= candidate.length() - last.length();
    }
}
