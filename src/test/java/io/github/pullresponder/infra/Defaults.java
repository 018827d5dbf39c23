package io.github.pullresponder.infra;

import java.util.regex.Pattern;

/** What an expression is if nobody gives a parameter; only the few forms that the app's settings have. */
final class Defaults {
    private static final Pattern CHOICE = Pattern.compile("(\\w+) \\? (.+) : (.+)");
    private static final Pattern TEXT_OF = Pattern.compile("string\\((\\w+)\\)");
    private static final Pattern IS_GIVEN = Pattern.compile("!empty\\((\\w+)\\)");

    private Defaults() {}

    static String of(BicepFile file, Value value) {
        return of(file, value.toString());
    }

    private static String of(BicepFile file, String text) {
        var choice = CHOICE.matcher(text);
        if (choice.matches()) {
            return of(file, of(file, choice.group(1)).equals("true") ? choice.group(2) : choice.group(3));
        }
        var textOf = TEXT_OF.matcher(text);
        if (textOf.matches()) {
            return of(file, textOf.group(1));
        }
        var isGiven = IS_GIVEN.matcher(text);
        if (isGiven.matches()) {
            return String.valueOf(!of(file, isGiven.group(1)).isEmpty());
        }
        if (text.equals("environment().name")) {
            return "AzureCloud"; // where nobody says otherwise, as in the code
        }
        if (text.matches("true|false|\\d+")) {
            return text;
        }
        return new Value.Expression(text)
                .literal()
                .orElseGet(() -> of(file, file.the("param", text).content()));
    }
}
