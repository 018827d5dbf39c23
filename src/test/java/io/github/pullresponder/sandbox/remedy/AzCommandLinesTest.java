package io.github.pullresponder.sandbox.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.sandbox.PlayedEstates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that the Azure CLI accepts every {@code az} command line that a report of an estate prints, or that a guide shows. The
 * real Azure CLI is used where it is installed; a list of its commands is used everywhere. {@code ./mvnw test
 * -Dtest=AzCommandLinesTest -Dgenerated.write} writes the list again, if azure-cli 2.45.0 is installed.
 */
@Tag("scenario")
class AzCommandLinesTest {
    private static final boolean WRITE = System.getProperty("generated.write") != null;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NO_SUCH_ARGUMENT = List.of("acr", "update", "--name", "x", "--colour", "red");
    private static final List<String> MISSING_ARGUMENT = List.of("acr", "update", "--admin-enabled", "true");
    private static final List<String> NO_SUCH_COMMAND = List.of("acr", "repair", "--name", "x");
    private static final List<String> NO_SUCH_VALUE = List.of("acr", "update", "--name", "x", "--sku", "Golden");
    private static final List<String> NO_SUCH_ARGUMENT_OF_NETWORK = List.of(
            "network", "vnet", "peering", "create", "-g", "x", "--vnet-name", "x", "-n", "x", "--colour", "red");
    private static final List<String> RIGHT = List.of("acr", "update", "--name", "x", "--admin-enabled", "true");

    @TempDir
    Path work;

    @Test
    void everyPrintedLineFitsTheList() {
        var listed = ListedCommands.read();

        var refused = printed()
                .flatMap(line -> listed.whyRefused(line).map(why -> String.join(" ", line) + "\n    " + why).stream())
                .toList();

        assertThat(refused)
                .as("az lines that do not fit the lists of %s", ListedCommands.FOLDER)
                .isEmpty();
    }

    @Test
    void theListRejectsTheCommandsThatAzRejects() {
        var listed = ListedCommands.read();

        assertThat(listed.whyRefused(NO_SUCH_ARGUMENT)).hasValue("unrecognized arguments: --colour");
        assertThat(listed.whyRefused(MISSING_ARGUMENT)).hasValue("the following arguments are required: --name");
        assertThat(listed.whyRefused(NO_SUCH_COMMAND)).isPresent();
        assertThat(listed.whyRefused(NO_SUCH_VALUE)).hasValue("'Golden' is no value of --sku");
        assertThat(listed.whyRefused(NO_SUCH_ARGUMENT_OF_NETWORK)).hasValue("unrecognized arguments: --colour");
        assertThat(listed.whyRefused(RIGHT)).isEmpty();
    }

    @Test
    void theRealAzAcceptsEveryPrintedLine() throws IOException {
        var later = ListedCommands.later();
        var lines = printed().filter(line -> !isLater(line, later)).toList();

        var refusals = installed().ask(lines, Set.of(), work).refusals();

        var refused = new ArrayList<String>();
        for (var i = 0; i < lines.size(); i++) {
            var line = String.join(" ", lines.get(i));
            refusals.get(i).ifPresent(why -> refused.add(line + "\n    " + why));
        }
        System.out.printf(
                "%d az lines parsed by azure-cli, %d others are in %s%n",
                lines.size(), printed().count() - lines.size(), ListedCommands.LATER.getFileName());
        assertThat(refused).as("az lines that the Azure CLI refuses").isEmpty();
        assertThat(lines).hasSizeGreaterThan(80);
    }

    /** Otherwise the test above would prove nothing. */
    @Test
    void theRealAzRejectsWrongCommands() throws IOException {
        var lines = List.of(
                NO_SUCH_ARGUMENT, MISSING_ARGUMENT, NO_SUCH_COMMAND, NO_SUCH_VALUE, NO_SUCH_ARGUMENT_OF_NETWORK, RIGHT);

        assertThat(installed().ask(lines, Set.of(), work).refusals())
                .containsExactly(
                        Optional.of("unrecognized arguments: --colour red"),
                        Optional.of("the following arguments are required: --name/-n"),
                        Optional.of("there is no such command in this version"),
                        Optional.of("'Golden' is no value of ['--sku']"),
                        Optional.of("unrecognized arguments: --colour red"),
                        Optional.empty());
    }

    @Test
    void theListAgreesWithTheRealAz() throws IOException {
        var commands = commandsPrinted();
        var answer = installed().ask(List.of(), commands, work);
        Assumptions.assumeTrue(
                answer.version().equals(AzureCli.VERSION), "the list is of another version than the installed one");
        var content = listOf(answer.described());
        if (WRITE) {
            Files.writeString(ListedCommands.GENERATED, content);
        }

        assertThat(Files.readString(ListedCommands.GENERATED))
                .as("%s; -Dgenerated.write writes it anew", ListedCommands.GENERATED)
                .isEqualTo(content);
    }

    @Test
    void everyLaterCommandNamesItsSource() throws IOException {
        JSON.readTree(ListedCommands.LATER.toFile())
                .path("commands")
                .properties()
                .forEach(command -> assertThat(command.getValue().path("source").asText())
                        .as("the source of %s", command.getKey())
                        .startsWith("https://"));
    }

    private static boolean isLater(List<String> line, ListedCommands later) {
        return later.commandOf(line)
                .filter(command ->
                        AzLine.of(line).options().keySet().stream().anyMatch(option -> later.knows(command, option))
                                || later.isWhole(command))
                .isPresent();
    }

    private static AzureCli installed() {
        return AzureCli.find().orElseGet(() -> {
            var reason =
                    "SKIPPED: what the real Azure CLI says of the printed commands, because azure-cli is not installed";
            System.out.println(reason);
            return Assumptions.abort(reason);
        });
    }

    /** Every {@code az} line that is printed, without {@code az} itself. */
    private static Stream<List<String>> printed() {
        return Stream.concat(PlayedEstates.commands(), Documents.shellTexts())
                .map(ShellText::parse)
                .flatMap(text -> text.of("az").stream())
                .map(words -> words.subList(1, words.size()))
                .distinct();
    }

    /** The words before the first option; a command may have fewer words, and then the shorter ones are looked up too. */
    private static Set<String> commandsPrinted() {
        var commands = new TreeSet<String>();
        printed().forEach(line -> {
            var words = line.stream().takeWhile(word -> !word.startsWith("-")).toList();
            for (var length = 1; length <= words.size(); length++) {
                commands.add(String.join(" ", words.subList(0, length)));
            }
        });
        return commands;
    }

    /** Writes one argument per line, so that a change is easy to read. */
    private static String listOf(JsonNode described) {
        var commands = new TreeMap<String, String>();
        described
                .properties()
                .forEach(command -> commands.put(
                        command.getKey(),
                        StreamSupport.stream(command.getValue().spliterator(), false)
                                .map(argument -> "        " + argument)
                                .collect(Collectors.joining(",\n"))));
        return commands.entrySet().stream()
                .map(command -> "    \"%s\": {\n      \"arguments\": [\n%s\n      ]\n    }"
                        .formatted(command.getKey(), command.getValue()))
                .collect(Collectors.joining(
                        ",\n",
                        "{\n  \"about\": \"azure-cli %s as Debian 12 packages it; written by AzCommandLinesTest\",\n  \"commands\": {\n"
                                .formatted(AzureCli.VERSION),
                        "\n  }\n}\n"));
    }
}
