package io.github.pullresponder.generated;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.generated.GeneratedFile.Table;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of the README. */
final class Readme {
    private Readme() {}

    static List<GeneratedFile> files() {
        return List.of(GeneratedFile.withTables(
                "README.md",
                List.of(
                        new Table("| cause |", causes()),
                        new Table("| right |", rights()),
                        new Table("| setting |", settings()))));
    }

    private static List<String> causes() {
        return Arrays.stream(Cause.values())
                .map(cause -> "| `%s` | %s | %s | %s | %s |"
                        .formatted(cause.name(), symptoms(cause), cause.title(), cause.proof(), cause.fix()))
                .toList();
    }

    private static List<String> rights() {
        return Arrays.stream(Permission.values())
                .map(it -> "| `%s` | %s | %s | %s | %s |"
                        .formatted(
                                it.action(),
                                it.grant(),
                                it.scope(),
                                it.capability()
                                        .map(capability -> "`" + capability.setting() + "`")
                                        .orElse("always"),
                                it.without()))
                .toList();
    }

    private static List<String> settings() {
        return Settings.descriptions().stream()
                .map(it -> "| `%s` | %s | %s | %s |"
                        .formatted(
                                it.name(),
                                it.byDefault().map(value -> "`" + value + "`").orElse("required"),
                                it.expected(),
                                it.meaning()))
                .toList();
    }

    /** The labels of a cause's symptoms. */
    static String symptoms(Cause cause) {
        return cause.symptoms().stream().map(Symptom::label).collect(Collectors.joining(", "));
    }
}
