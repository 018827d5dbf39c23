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
 * A command to paste into a shell.
 *
 * @param bash for bash, zsh and other POSIX shells
 * @param powerShell for PowerShell 7.3 or later; the same text if both shells read it alike; absent if PowerShell cannot pass
 * a value
 * @param clusters the clusters whose contexts {@code kubectl} needs
 * @param problem the reason why there is no command; then it must not be shown
 */
public record Command(String bash, Optional<String> powerShell, Set<ResourceId> clusters, Optional<String> problem) {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)}");

    public Command {
        clusters = Collections.unmodifiableSet(new LinkedHashSet<>(clusters));
    }

    /**
     * Combines command lines.
     *
     * @param bash a script of Pull Responder, in which <code>{1}</code> is the first of the parts
     * @param powerShell the same script for PowerShell
     */
    public static Command script(String bash, String powerShell, CommandLine... parts) {
        var lines = Arrays.asList(parts);
        var clusters = new LinkedHashSet<ResourceId>();
        lines.forEach(line -> clusters.addAll(line.clusters()));
        return new Command(
                fill(bash, lines, CommandLine::bash),
                lines.stream().anyMatch(line -> line.powerShellProblem().isPresent())
                        ? Optional.empty()
                        : Optional.of(fill(powerShell, lines, CommandLine::powerShell)),
                clusters,
                lines.stream().flatMap(line -> line.problem().stream()).findFirst());
    }

    /** Runs a command with the output of another one as a variable; does not run it if the output is empty. */
    public static Command passing(String variable, CommandLine prints, CommandLine uses) {
        return script(
                "{1} | { read -r %s && {2}; }".formatted(variable),
                "& { $%1$s = {1}; if ($%1$s) { {2} } }".formatted(variable),
                prints,
                uses);
    }

    /** Replaces all places in one pass, so that a value with the form of a place is not replaced. */
    private static String fill(String script, List<CommandLine> parts, Function<CommandLine, String> spelling) {
        Function<MatchResult, String> part =
                place -> Matcher.quoteReplacement(spelling.apply(parts.get(Integer.parseInt(place.group(1)) - 1)));
        return PLACE.matcher(script).replaceAll(part);
    }

    /** Returns true if the same text works in bash and in PowerShell. */
    public boolean isForAnyShell() {
        return powerShell.filter(bash::equals).isPresent();
    }

    /** The command that sets the context of a cluster for {@code kubectl}. */
    public static Command contextOf(ResourceId cluster) {
        return CommandLine.contextOf(cluster).build();
    }

    @Override
    public String toString() {
        return bash;
    }
}
