package io.github.pullresponder.command;

import io.github.pullresponder.resource.ResourceId;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something to paste into a shell.
 *
 * @param bash for bash, zsh and other POSIX shells
 * @param powerShell for PowerShell 7.3 or later; the same text where both shells read it alike; absent where PowerShell cannot
 *     pass on a value
 * @param clusters those whose contexts {@code kubectl} needs
 * @param problem why there is no command: then it must not be shown
 */
public record Command(String bash, Optional<String> powerShell, Set<ResourceId> clusters, Optional<String> problem) {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)}");

    public Command {
        clusters = Collections.unmodifiableSet(new LinkedHashSet<>(clusters));
    }

    /**
     * Puts command lines together.
     *
     * @param bash a script of our own, in which <code>{1}</code> is the first of the parts
     * @param powerShell the same for PowerShell
     */
    public static Command script(String bash, String powerShell, CommandLine... parts) {
        var lines = Arrays.asList(parts);
        var clusters = new LinkedHashSet<ResourceId>();
        lines.forEach(line -> clusters.addAll(line.clusters()));
        return new Command(
                filled(bash, lines, CommandLine::bash),
                lines.stream().anyMatch(line -> line.powerShellProblem().isPresent())
                        ? Optional.empty()
                        : Optional.of(filled(powerShell, lines, CommandLine::powerShell)),
                clusters,
                lines.stream().flatMap(line -> line.problem().stream()).findFirst());
    }

    /** Runs a command with the value that another one prints, as a variable; without a value it does not run. */
    public static Command passing(String variable, CommandLine prints, CommandLine uses) {
        return script(
                "{1} | { read -r %s && {2}; }".formatted(variable),
                "& { $%1$s = {1}; if ($%1$s) { {2} } }".formatted(variable),
                prints,
                uses);
    }

    /** In one pass, so that a value that looks like a place is none. */
    private static String filled(String script, List<CommandLine> parts, Function<CommandLine, String> spelling) {
        Function<MatchResult, String> part =
                place -> Matcher.quoteReplacement(spelling.apply(parts.get(Integer.parseInt(place.group(1)) - 1)));
        return PLACE.matcher(script).replaceAll(part);
    }

    /** Whether it is pasted as it is into bash and into PowerShell. */
    public boolean isForAnyShell() {
        return powerShell.filter(bash::equals).isPresent();
    }

    /** The command that gives {@code kubectl} the context of a cluster. */
    public static Command contextOf(ResourceId cluster) {
        return CommandLine.contextOf(cluster).build();
    }

    @Override
    public String toString() {
        return bash;
    }
}
