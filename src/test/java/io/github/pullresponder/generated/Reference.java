package io.github.pullresponder.generated;

import io.github.pullresponder.PackageRules;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.generated.GeneratedFile.Table;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.Capability;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the tables of {@code docs/reference}. The text around them is written by hand. */
final class Reference {
    private static final String FOLDER = "docs/reference/";

    private Reference() {}

    static List<GeneratedFile> files() {
        return List.of(
                file("causes.md", "| cause |", causes()),
                file("rights.md", "| right |", rights()),
                file("settings.md", "| setting |", settings()),
                file("triggers.md", "| function |", Triggers.rows()),
                file("packages.md", "| package |", PackageRules.rows()));
    }

    private static GeneratedFile file(String name, String header, List<String> rows) {
        return GeneratedFile.withTables(FOLDER + name, List.of(new Table(header, rows)));
    }

    private static List<String> causes() {
        return Arrays.stream(Cause.values())
                .map(cause -> "| [`%s`](../causes/%s) | %s | %s | %s | %s |"
                        .formatted(
                                cause.name(),
                                CausePages.fileOf(cause),
                                symptoms(cause),
                                cause.title(),
                                cause.proof(),
                                cause.fix()))
                .toList();
    }

    private static List<String> rights() {
        return Arrays.stream(Permission.values())
                .map(permission -> "| `%s` | %s | %s | %s | %s |"
                        .formatted(
                                permission.action(),
                                permission.grant(),
                                permission.scope(),
                                permission
                                        .capability()
                                        .map(capability -> "`" + capability.setting() + "`")
                                        .orElse("always"),
                                permission.impact()))
                .toList();
    }

    private static List<String> settings() {
        return Settings.descriptions().stream()
                .map(setting -> "| `%s` | %s | %s | %s |"
                        .formatted(setting.name(), defaultOf(setting), setting.expected(), setting.meaning()))
                .toList();
    }

    /** The templates set each capability to false, see TemplateRulesTest. */
    private static String defaultOf(Settings.SettingDescription setting) {
        var value = setting.byDefault().map(text -> "`" + text + "`").orElse("required");
        var isCapability = Stream.of(Capability.values())
                .anyMatch(capability -> capability.setting().equals(setting.name()));
        return isCapability ? value + "; the templates set `false`" : value;
    }

    /** The labels of a cause's symptoms. */
    static String symptoms(Cause cause) {
        return cause.symptoms().stream().map(Symptom::label).collect(Collectors.joining(", "));
    }
}
