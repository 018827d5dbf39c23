package io.github.pullresponder.sandbox.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.report.ReportFormat;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.PlayedEstates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that a card shows all commands of a remedy, or only their number: an incomplete remedy can do more harm than none. */
@Tag("scenario")
class CardRemediesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIX = "Fix: ";
    private static final Pattern INSTEAD = Pattern.compile("\\d+ commands?: see the report|bash:|PowerShell:");

    static List<Path> estates() {
        return BundledEstates.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("estates")
    void everyRemedyOnACardIsWholeOrNotShown(Path folder) throws IOException {
        var halves = new ArrayList<String>();
        for (var played : PlayedEstates.of(folder)) {
            var remedies = played.findings()
                    .flatMap(finding -> finding.remedies().stream())
                    .toList();
            for (var card : cards(played)) {
                halves.addAll(halvesOn(card, remedies));
            }
        }
        assertThat(halves).isEmpty();
    }

    /** The card in Teams, and the report stored next to it. */
    private static List<String> cards(PlayedEstates.Played played) {
        return Stream.concat(played.cards().stream(), played.reports().stream().map(ReportFormat.CARD::render))
                .toList();
    }

    /** A line in the format of a command belongs to the remedy above it. */
    private static List<String> halvesOn(String card, List<Remedy> remedies) throws IOException {
        var halves = new ArrayList<String>();
        var blocks = blocks(JSON.readTree(card));
        for (var i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            if (block.isCommand()) {
                halves.add("without its remedy: " + block.text());
            } else if (block.text().startsWith(FIX)) {
                var shown = blocks.subList(i + 1, blocks.size()).stream()
                        .takeWhile(part ->
                                part.isCommand() || INSTEAD.matcher(part.text()).matches())
                        .toList();
                var title = block.text().substring(FIX.length());
                if (remedies.stream()
                        .filter(line -> isTitle(title, line))
                        .noneMatch(command -> isWhole(shown, command) || isCounted(shown, command))) {
                    halves.add(block.text() + ": " + shown);
                }
                i += shown.size();
            }
        }
        return halves;
    }

    private static boolean isTitle(String shown, Remedy remedy) {
        return shown.endsWith("…")
                ? remedy.title().startsWith(shown.substring(0, shown.length() - 1))
                : remedy.title().equals(shown);
    }

    private static boolean isWhole(List<Block> shown, Remedy remedy) {
        var expected = PlayedEstates.commandsOf(remedy).stream()
                .flatMap(CardRemediesTest::forms)
                .toList();
        return shown.equals(expected);
    }

    private static boolean isCounted(List<Block> shown, Remedy remedy) {
        var count = remedy.commands().size();
        var instead = count == 1 ? "1 command: see the report" : count + " commands: see the report";
        return shown.equals(List.of(new Block(instead, false)));
    }

    /** A form for each shell, under its name, unless one form works in all shells. */
    private static Stream<Block> forms(Command command) {
        return command.isForAnyShell()
                ? Stream.of(new Block(command.bash(), true))
                : Stream.concat(
                        Stream.of(new Block("bash:", false), new Block(command.bash(), true)),
                        command.powerShell().stream()
                                .flatMap(text -> Stream.of(new Block("PowerShell:", false), new Block(text, true))));
    }

    /** A run of text on the card, in the order in which it is read. */
    private record Block(String text, boolean isCommand) {}

    private static List<Block> blocks(JsonNode card) {
        var blocks = new ArrayList<Block>();
        collect(card, blocks);
        return blocks;
    }

    private static void collect(JsonNode node, List<Block> blocks) {
        if (node.has("inlines")) {
            var text = new StringBuilder();
            node.path("inlines")
                    .forEach(element -> text.append(element.path("text").asText()));
            blocks.add(new Block(
                    text.toString(), node.at("/inlines/0/fontType").asText().equals("Monospace")));
        } else {
            node.forEach(child -> collect(child, blocks));
        }
    }
}
