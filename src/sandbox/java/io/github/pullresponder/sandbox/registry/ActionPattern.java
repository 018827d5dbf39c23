package io.github.pullresponder.sandbox.registry;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Matches actions of role definitions, in which {@code *} is a wildcard. Source: "Understand Azure role definitions".
 */
final class ActionPattern {
    private ActionPattern() {}

    static boolean matches(String pattern, String action) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(action).matches();
    }
}
