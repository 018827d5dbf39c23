package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The {@code az} commands that the project prints, with the names of their arguments, in two files: the commands that azure-cli
 * 2.45.0 describes itself, and those that it does not have, each with a page or source that documents it.
 */
final class ListedCommands {
    static final Path FOLDER = Path.of("src", "test", "resources", "azure-cli");
    static final Path GENERATED = FOLDER.resolve("commands-2.45.0.json");
    static final Path LATER = FOLDER.resolve("later-commands.json");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Options of every command. */
    private static final List<Argument> GLOBAL = Stream.of("--subscription", "--query", "--output", "-o")
            .map(name -> new Argument(List.of(name), false, "one", Set.of()))
            .toList();

    private static final List<Argument> FLAGS = Stream.of("--only-show-errors", "--debug", "--verbose")
            .map(name -> new Argument(List.of(name), false, "none", Set.of()))
            .toList();

    /**
     * One argument of a command.
     *
     * @param values one, none, optional or many
     * @param choices in lower case; empty if any value will do
     */
    private record Argument(List<String> names, boolean isRequired, String values, Set<String> choices) {
        static Argument of(JsonNode node) {
            var choices = new TreeSet<String>();
            node.path("choices").forEach(choice -> choices.add(choice.asText().toLowerCase(Locale.ROOT)));
            return new Argument(
                    texts(node.path("names")),
                    node.path("required").asBoolean(),
                    node.path("values").asText("one"),
                    choices);
        }

        private static List<String> texts(JsonNode array) {
            return StreamSupport.stream(array.spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }

        boolean isPositional() {
            return names.get(0).startsWith("<");
        }

        Optional<String> whatIsWrongWith(List<String> given) {
            var few = values.equals("one") || values.equals("many");
            if (few && given.isEmpty()) {
                return Optional.of(names.get(0) + " has no value");
            }
            if (!values.equals("many") && given.size() > (values.equals("none") ? 0 : 1)) {
                return Optional.of("unrecognized arguments: " + String.join(" ", given.subList(1, given.size())));
            }
            return given.stream()
                    .filter(value -> !choices.isEmpty() && !choices.contains(value.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .map(value -> "'" + value + "' is no value of " + names.get(0));
        }
    }

    private final Map<String, List<Argument>> commands = new LinkedHashMap<>();
    private final Set<String> inPart = new TreeSet<>();

    static ListedCommands read() {
        var listed = new ListedCommands();
        listed.read(GENERATED);
        listed.read(LATER);
        return listed;
    }

    /** Commands in the second file only, which the older azure-cli does not support. */
    static ListedCommands later() {
        var listed = new ListedCommands();
        listed.read(LATER);
        return listed;
    }

    private void read(Path file) {
        try {
            JSON.readTree(file.toFile()).path("commands").properties().forEach(command -> {
                var arguments = commands.computeIfAbsent(command.getKey(), name -> new ArrayList<>());
                if (command.getValue().has("only")) {
                    inPart.add(command.getKey());
                }
                command.getValue().path("arguments").forEach(argument -> arguments.add(Argument.of(argument)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> names() {
        return commands.keySet();
    }

    /** The command that a line begins with: the longest, as in {@code network vnet peering create}. */
    Optional<String> commandOf(List<String> words) {
        for (var length = words.size(); length > 0; length--) {
            var name = String.join(" ", words.subList(0, length));
            if (commands.containsKey(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Returns true if all arguments of a command are listed, and not only those that an older version lacks. */
    boolean isWhole(String command) {
        return !inPart.contains(command);
    }

    /** Returns true if an argument of a command is known. */
    boolean knows(String command, String argument) {
        return commands.getOrDefault(command, List.of()).stream()
                .anyMatch(option -> option.names().contains(argument));
    }

    /** @param words without {@code az} itself */
    Optional<String> whyRefused(List<String> words) {
        var command = commandOf(words);
        if (command.isEmpty()) {
            return Optional.of("no such command is listed in " + FOLDER);
        }
        var length = (int) command.get()
                        .chars()
                        .filter(character -> character == ' ')
                        .count()
                + 1;
        var line = AzLine.of(words.subList(length, words.size()));
        var arguments = Stream.of(commands.get(command.get()), GLOBAL, FLAGS)
                .flatMap(List::stream)
                .toList();
        for (var option : line.options().entrySet()) {
            var argument = arguments.stream()
                    .filter(item -> item.names().contains(option.getKey()))
                    .findFirst();
            if (argument.isEmpty()) {
                return Optional.of("unrecognized arguments: " + option.getKey());
            }
            var wrong = argument.get().whatIsWrongWith(withoutPositional(option.getValue(), argument.get(), arguments));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return arguments.stream()
                .filter(setting -> setting.isRequired() && !setting.isPositional())
                .filter(item -> item.names().stream().noneMatch(line::has))
                .findFirst()
                .map(item ->
                        "the following arguments are required: " + item.names().get(0));
    }

    /** The last word may be the command's own, after an option that has had its value: {@code --platform linux/amd64 .} */
    private static List<String> withoutPositional(List<String> values, Argument argument, List<Argument> arguments) {
        var takesMore = arguments.stream().anyMatch(Argument::isPositional);
        var most = argument.values().equals("none") ? 0 : 1;
        return takesMore && values.size() == most + 1 ? values.subList(0, most) : values;
    }
}
