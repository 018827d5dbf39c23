package io.github.pullresponder.diagnosis;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.resource.ResourceId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A change that removes a cause, with all its commands in order; without commands if there is nothing to run. */
public record Remedy(String title, List<Command> commands) {
    private static final String OR = "Or ";

    public Remedy {
        commands = List.copyOf(commands);
    }

    /** A remedy without a command, such as waiting, or a change that other people make. */
    public static Remedy of(String title) {
        return new Remedy(title, List.of());
    }

    public static Remedy of(String title, CommandLine... commands) {
        return of(title, Stream.of(commands).map(CommandLine::build).toList());
    }

    public static Remedy of(String title, Command... commands) {
        return of(title, List.of(commands));
    }

    /** If one command cannot be shown, none is: a part of a remedy is not a remedy. */
    public static Remedy of(String title, List<Command> commands) {
        return commands.stream()
                .flatMap(command -> command.problem().stream())
                .findFirst()
                .map(why -> Remedy.of("%s (no command is shown: %s)".formatted(title, why)))
                .orElseGet(() -> new Remedy(title, commands));
    }

    /** Returns the same remedy as an alternative to another one. */
    Remedy asAlternative() {
        return new Remedy(OR + Character.toLowerCase(title.charAt(0)) + title.substring(1), commands);
    }

    /** Returns true if this is an alternative to the remedy before it. */
    public boolean isAlternative() {
        return title.startsWith(OR);
    }

    /** The clusters whose contexts its commands use. */
    public Set<ResourceId> clusters() {
        var clusters = new LinkedHashSet<ResourceId>();
        commands.forEach(command -> clusters.addAll(command.clusters()));
        return clusters;
    }
}
