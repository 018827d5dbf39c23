package io.github.pullresponder.diagnosis;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.resource.ResourceId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What to do: all the commands that it takes, in order, or none where there is nothing to run. */
public record Remedy(String title, List<Command> commands) {
    private static final String OR = "Or ";

    public Remedy {
        commands = List.copyOf(commands);
    }

    /** A remedy without a command: waiting, or something that others do. */
    public static Remedy of(String title) {
        return new Remedy(title, List.of());
    }

    public static Remedy of(String title, CommandLine... commands) {
        return of(title, Stream.of(commands).map(CommandLine::build).toList());
    }

    public static Remedy of(String title, Command... commands) {
        return of(title, List.of(commands));
    }

    /** If one command cannot be given, none is: half a remedy is another remedy. */
    public static Remedy of(String title, List<Command> commands) {
        return commands.stream()
                .flatMap(command -> command.problem().stream())
                .findFirst()
                .map(why -> Remedy.of("%s (no command is shown: %s)".formatted(title, why)))
                .orElseGet(() -> new Remedy(title, commands));
    }

    /** The same, next to another remedy. */
    Remedy asAnotherWay() {
        return new Remedy(OR + Character.toLowerCase(title.charAt(0)) + title.substring(1), commands);
    }

    /** Whether it is for those who do not want what goes before it. */
    public boolean isAnotherWay() {
        return title.startsWith(OR);
    }

    /** The clusters whose contexts its commands use. */
    public Set<ResourceId> clusters() {
        var clusters = new LinkedHashSet<ResourceId>();
        commands.forEach(command -> clusters.addAll(command.clusters()));
        return clusters;
    }
}
