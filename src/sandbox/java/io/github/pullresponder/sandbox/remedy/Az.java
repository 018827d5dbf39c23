package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Simulates {@code az}: changes an estate as {@code az} changes Azure, and rejects the commands that {@code az}
 * rejects.
 */
final class Az {
    static final JsonNode NOTHING = MissingNode.getInstance();

    private final Map<String, Function<Az.Line, JsonNode>> commands = new TreeMap<>();

    /**
     * A command line with the estate that it changes.
     *
     * @param folder the folder of the files that the command line names
     */
    record Line(AzLine words, EstateFiles estate, Path folder) {
        String get(String option) {
            return words.get(option);
        }

        Optional<String> find(String... names) {
            return List.of(names).stream()
                    .flatMap(name -> words.find(name).stream())
                    .findFirst();
        }

        List<String> list(String option) {
            return words.list(option);
        }

        boolean has(String option) {
            return words.has(option);
        }

        /** The value of a true-or-false option; an option without a value is true. */
        Optional<Boolean> truth(String option) {
            return has(option)
                    ? Optional.of(find(option).orElse("true").matches("(?i)true|yes|1|t|y"))
                    : Optional.empty();
        }

        /** The resource group that the line names. */
        String group() {
            return "/subscriptions/" + get("--subscription") + "/resourceGroups/"
                    + find("--resource-group", "-g")
                            .orElseThrow(() -> new Refusal("az %s needs --resource-group", words.command()));
        }

        String inGroup(String type, String name) {
            return group() + "/providers/" + type + "/" + name;
        }

        String name() {
            return find("--name", "-n").orElseThrow(() -> new Refusal("az %s needs --name", words.command()));
        }

        void same(ObjectNode resource, String type) {
            find("--subscription")
                    .filter(text -> !EstateFiles.id(resource)
                            .toLowerCase(java.util.Locale.ROOT)
                            .startsWith("/subscriptions/" + text.toLowerCase(java.util.Locale.ROOT) + "/"))
                    .ifPresent(id -> {
                        throw new Refusal("ResourceNotFound: there is no %s in subscription %s", type, id);
                    });
        }
    }

    Az() {
        RegistryCommands.addTo(this);
        RegistryContentCommands.addTo(this);
        ClusterCommands.addTo(this);
        MachineCommands.addTo(this);
        RoleCommands.addTo(this);
        DirectoryCommands.addTo(this);
        VaultCommands.addTo(this);
        NetworkCommands.addTo(this);
        PrivateLinkCommands.addTo(this);
        FirewallCommands.addTo(this);
    }

    /** Adds a command with output. */
    Az answers(String command, Function<Line, ? extends JsonNode> does) {
        commands.put(command, does::apply);
        return this;
    }

    /** Adds a command whose output is not read. */
    Az does(String command, java.util.function.Consumer<Line> does) {
        return answers(command, line -> {
            does.accept(line);
            return NOTHING;
        });
    }

    String run(Call call, EstateFiles estate) {
        var words = AzLine.of(call.arguments());
        var command = commandOf(words);
        var answer = commands.get(command).apply(new Line(words, estate, call.folder()));
        var found = words.find("--query")
                .map(query -> JsonQuery.evaluate(query, answer))
                .orElse(answer);
        return JsonQuery.printed(
                found, words.find("--output").or(() -> words.find("-o")).orElse("json"));
    }

    private String commandOf(AzLine words) {
        var command = words.command();
        while (!commands.containsKey(command)) {
            var last = command.lastIndexOf(' ');
            if (last < 0) {
                throw new IllegalArgumentException("this command is not simulated: az " + words.command());
            }
            command = command.substring(0, last);
        }
        return command;
    }
}
