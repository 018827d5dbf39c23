package io.github.pullresponder.generated;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.pullerror.Symptom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a page for each cause, and their index. The text is from the catalog; the example is the report of an estate that has
 * that cause.
 */
final class CausePages {
    static final String FOLDER = "docs/causes/";
    static final String INDEX = "README.md";

    private static final String NOTICE =
            "<!-- Written by the tests from the catalogue of causes (Cause.java) and a run of an estate: change those. -->";

    private CausePages() {}

    static List<GeneratedFile> files() {
        var files = new ArrayList<GeneratedFile>();
        files.add(GeneratedFile.ofLines(FOLDER + INDEX, index()));
        Arrays.stream(Cause.values())
                .map(cause -> GeneratedFile.ofLines(FOLDER + fileOf(cause), page(cause, CauseExample.of(cause))))
                .forEach(files::add);
        return List.copyOf(files);
    }

    static String fileOf(Cause cause) {
        return cause.name() + ".md";
    }

    private static List<String> index() {
        var lines = new ArrayList<>(List.of(
                NOTICE,
                "",
                "# Causes by symptom",
                "",
                "The causes that prevent an AKS cluster from pulling an image from Azure Container Registry, by the symptom"
                        + " of the pod. A cause with several symptoms is listed under each."));
        bySymptom().forEach((symptom, causes) -> {
            lines.addAll(List.of("", "## " + symptom, "", "| cause | description | fix |", "|---|---|---|"));
            causes.forEach(cause -> lines.add("| %s | %s | %s |".formatted(linkTo(cause), cause.title(), cause.fix())));
        });
        return lines;
    }

    /** The causes by symptom, in the order of the catalog. A short form of another symptom, such as "401", is that symptom. */
    private static LinkedHashMap<String, List<Cause>> bySymptom() {
        var bySymptom = new LinkedHashMap<String, List<Cause>>();
        for (var cause : Cause.values()) {
            for (var symptom : cause.symptoms().stream().map(Symptom::label).toList()) {
                var known = bySymptom.keySet().stream()
                        .filter(text -> text.equals(symptom) || text.startsWith(symptom + " "))
                        .findFirst();
                bySymptom
                        .computeIfAbsent(known.orElse(symptom), key -> new ArrayList<>())
                        .add(cause);
            }
        }
        return bySymptom;
    }

    private static List<String> page(Cause cause, CauseExample example) {
        return Stream.of(
                        head(cause),
                        message(example),
                        proof(example),
                        run(example),
                        otherCauses(cause),
                        List.of("", "## Reference", "", "<" + cause.reference() + ">"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> head(Cause cause) {
        return List.of(
                NOTICE,
                "",
                "# " + cause.title(),
                "",
                "`%s` · [all causes](%s)".formatted(cause, INDEX),
                "",
                "| symptoms | %s |".formatted(Reference.symptoms(cause)),
                "|---|---|",
                "| proof | %s |".formatted(cause.proof()),
                "| fix | %s |".formatted(cause.fix()));
    }

    private static List<String> message(CauseExample example) {
        var message = example.report() instanceof Diagnosis diagnosis
                ? diagnosis.error().message()
                : "";
        return message.isEmpty() ? List.of() : section("Error message", fenced(message));
    }

    private static List<String> proof(CauseExample example) {
        var check = example.check();
        var lines = new ArrayList<>(
                List.of("The check `%s` tests the statement: *%s*".formatted(check.id(), check.question())));
        var facts = example.finding().evidence().stream()
                .map(evidence -> evidence.fact() + "\n    " + evidence.source())
                .collect(Collectors.joining("\n"));
        if (!facts.isEmpty()) {
            lines.addAll(List.of("", "Evidence in the example below, each fact with its source:", ""));
            lines.addAll(fenced(facts));
        }
        lines.addAll(List.of("", "[The required rights](../reference/rights.md)"));
        return section("How it is confirmed", lines);
    }

    private static List<String> run(CauseExample example) {
        var estate = "src/test/resources/estates/" + example.estate();
        return section(
                "Example",
                Stream.of(
                                List.of("The report about the bundled estate [`%s`](../../%s):"
                                        .formatted(example.estate(), estate)),
                                List.of(""),
                                fenced(example.text()),
                                List.of("", "To run it:", "", "```sh"),
                                List.of("./mvnw -Psandbox -Dsandbox.once -Dsandbox.estate=" + estate, "```"))
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<String> otherCauses(Cause cause) {
        var lines = new ArrayList<String>();
        var general = linksTo(cause::explainsAway);
        if (!general.isEmpty()) {
            lines.add("- It is reported instead of " + general + " if both are found.");
        }
        var specific = linksTo(other -> other.explainsAway(cause));
        if (!specific.isEmpty()) {
            lines.add("- It is not reported if a more specific cause is found: " + specific + ".");
        }
        return lines.isEmpty() ? List.of() : section("Related causes", lines);
    }

    private static String linksTo(Predicate<Cause> chosen) {
        return Arrays.stream(Cause.values())
                .filter(chosen)
                .map(CausePages::linkTo)
                .collect(Collectors.joining(", "));
    }

    private static String linkTo(Cause cause) {
        return "[`%s`](%s)".formatted(cause, fileOf(cause));
    }

    private static List<String> section(String title, List<String> lines) {
        return Stream.concat(Stream.of("", "## " + title, ""), lines.stream()).toList();
    }

    private static List<String> fenced(String text) {
        return List.of("```text", text, "```");
    }
}
