package io.github.pullresponder.sandbox.remedy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words of an {@code az} command line.
 *
 * @param command the words before the first option, such as {@code acr update}, including a positional argument, such
 *     as the folder of {@code acr build}
 * @param options the options by name as written, each with the words that follow it
 */
record AzLine(String command, Map<String, List<String>> options) {
    AzLine {
        options = Map.copyOf(options);
    }

    /** @param words the words after {@code az} */
    static AzLine of(List<String> words) {
        var command = new ArrayList<String>();
        var options = new LinkedHashMap<String, List<String>>();
        List<String> values = command;
        for (var word : words) {
            if (word.matches("--?[A-Za-z].*") && !word.startsWith("-----")) {
                var parts = word.split("=", word.startsWith("--") ? 2 : 1);
                values = options.computeIfAbsent(parts[0], name -> new ArrayList<>());
                if (parts.length == 2) {
                    values.add(parts[1]);
                }
            } else {
                values.add(word);
            }
        }
        return new AzLine(String.join(" ", command), options);
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The first word after an option. */
    Optional<String> find(String option) {
        return list(option).stream().findFirst();
    }

    String get(String option) {
        return find(option).orElseThrow(() -> new Refusal("az %s needs %s", command, option));
    }

    List<String> list(String option) {
        return options.getOrDefault(option, List.of());
    }
}
