package io.github.pullresponder.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rejects hard-to-read words in the code, the documents and the templates. */
class PlainLanguageTest {
    /** A plain word for each is in {@code docs/glossary.md}, or one of: report, notify, open, resolved, no one, stored, again, path. */
    private static final List<String> BANNED = List.of(
            "told",
            "tells?",
            "hears?",
            "nobody",
            "somebody",
            "whoever",
            "anew",
            "mended",
            "foreseen?",
            "lapses?",
            "patience",
            "witness",
            "spokesman",
            "namesakes?",
            "sightings?",
            "beside",
            "kept",
            "goes on",
            "is over",
            "cannot be seen",
            "cannot be told",
            "on the way",
            "way out",
            "way to the registry",
            "sees to it",
            "silent twin");

    /** The columns of stored rows and the keys of stored JSON. These names cannot change. */
    private static final List<String> STORED = List.of(
            "toldAt",
            "toldPods",
            "toldNodePools",
            "toldConfirmed",
            "toldForeseen",
            "toldNotification",
            "toldChannels",
            "foreseen",
            "sightings",
            "kept");

    /** A parameter of the templates, which installations set. */
    private static final String PARAMETER = "\\b(?:TELL_TEAMS|tellTeams)\\b";

    private static final Pattern WORDS =
            Pattern.compile("\\b(?:" + String.join("|", BANNED) + ")\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SENTENCE_AS_NOUN =
            Pattern.compile("^\\s*(?:/\\*\\*|\\*) (?:What|Who|Whoever|Whether|Which|How|Where) .*");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|_");
    private static final Pattern STORED_NAMES =
            Pattern.compile("[\"`](?:" + String.join("|", STORED) + ")[\"`]|" + PARAMETER);

    /** Compiled templates repeat their sources. */
    private static final Set<String> LEFT_OUT = Set.of("compiled", "snapshots");

    @Test
    void noTextUsesABannedWord() {
        var found = new ArrayList<String>();
        files().forEach(file -> {
            var number = 0;
            for (var line : linesOf(file)) {
                number++;
                if (banned(line)) {
                    found.add("%s:%d: %s".formatted(file, number, line.strip()));
                }
            }
        });
        assertThat(found).isEmpty();
    }

    @Test
    void everyJavadocBeginsWithANounOrAVerb() {
        var found = new ArrayList<String>();
        files().filter(file -> file.toString().endsWith(".java")).forEach(file -> {
            var lines = linesOf(file);
            for (var i = 0; i < lines.size(); i++) {
                var isFirst = lines.get(i).strip().startsWith("/** ")
                        || (i > 0 && lines.get(i - 1).strip().equals("/**"));
                if (isFirst && SENTENCE_AS_NOUN.matcher(lines.get(i)).matches()) {
                    found.add("%s:%d: %s".formatted(file, i + 1, lines.get(i).strip()));
                }
            }
        });
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "the cause is told, true",
        "private void toldOf(), true",
        "Everything that goes on, true",
        "values.put(\"toldAt\"), false",
        "a `toldAt` that was told, true",
        "body.put(\"kept\"), false",
        "the report is kept, true",
        "a failure that was foreseen, true",
        "a report of an open incident, false",
        "a tellurium atom, false",
    })
    void aBannedWordIsFoundInsideNamesAndStoredNamesAreNot(String line, boolean isBanned) {
        assertThat(banned(line)).isEqualTo(isBanned);
    }

    private static boolean banned(String line) {
        var text = STORED_NAMES.matcher(line).replaceAll("");
        return WORDS.matcher(BETWEEN_WORDS.matcher(text).replaceAll(" ")).find();
    }

    private static Stream<Path> files() {
        return Stream.of("src/main", "docs", "infra", "README.md", "ARCHITECTURE.md", "local.settings.json.example")
                .map(Path::of)
                .flatMap(PlainLanguageTest::under)
                .filter(file -> Stream.of(file.toString().split("[/\\\\]")).noneMatch(LEFT_OUT::contains));
    }

    private static Stream<Path> under(Path root) {
        try (var files = Files.walk(root)) {
            return files
                    .filter(file -> file.toString()
                            .matches(".*\\.(java|md|bicep|sh|ps1|kql|mustache|json|txt|html|example|properties)"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
