package io.github.pullresponder.command;

import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One call of a program, built word by word. Immutable: each method returns a longer one.
 *
 * <p>A value that cannot be passed safely, or a name that Kubernetes or Azure does not allow, leaves the command without text:
 * {@link Command#problem} has the reason.
 */
public final class CommandLine {
    /** RFC 1123 subdomain, the form of most names in Kubernetes. */
    private static final Pattern OBJECT_NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    /** RFC 1123 label, the form of names of namespaces and containers. */
    private static final Pattern LABEL = Pattern.compile("(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    private static final Pattern AZURE_NAME =
            Pattern.compile("[\\p{L}\\p{N}_(.][\\p{L}\\p{N}_.()-]{0,259}", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** A text that would end a fenced block of Markdown. */
    private static final Pattern FENCE = Pattern.compile("```|~~~");

    private final List<ShellWord> words;
    private final Set<ResourceId> clusters;
    private final Optional<String> problem;

    private CommandLine(List<ShellWord> words, Set<ResourceId> clusters, Optional<String> problem) {
        this.words = List.copyOf(words);
        this.clusters = clusters;
        this.problem = problem;
    }

    /** Starts a command of the Azure CLI, such as {@code az("acr", "update")}. */
    public static CommandLine az(String... words) {
        return program("az", words);
    }

    /** Starts a command for one cluster, whose context has the name that {@code az aks get-credentials} gives it. */
    public static CommandLine kubectl(ResourceId cluster, String... words) {
        var start = program("kubectl").option("--context", cluster.name());
        return new CommandLine(start.words, Set.of(cluster), contextOf(cluster).problem).literals(words);
    }

    /** Sets the context of a cluster for {@code kubectl}. */
    static CommandLine contextOf(ResourceId cluster) {
        return az("aks", "get-credentials").resource(cluster);
    }

    /** Starts a command of another program. */
    public static CommandLine program(String name, String... words) {
        return new CommandLine(List.of(new ShellWord.QuotedShellValue(name)), Set.of(), Optional.empty())
                .literals(words);
    }

    /** A single quoted value, for a place in a {@link Command#script}. */
    public static CommandLine value(String text) {
        return new CommandLine(List.of(), Set.of(), Optional.empty())
                .requireValid(text)
                .with(Stream.of(new ShellWord.AlwaysQuotedValue(text)));
    }

    /** Adds words of Pull Responder: flags, and values that no one else chooses. */
    public CommandLine literals(String... literals) {
        return with(Stream.of(literals).<ShellWord>map(ShellWord.QuotedShellValue::new));
    }

    /** Adds an option with its value. */
    public CommandLine option(String name, String value) {
        return requireValid(value)
                .with(Stream.of(new ShellWord.QuotedShellValue(name), new ShellWord.QuotedShellValue(value)));
    }

    /** Adds an option with several values. */
    public CommandLine option(String name, Collection<String> values) {
        var line = literals(name);
        for (var value : values) {
            line = line.argument(value);
        }
        return line;
    }

    /** Adds an option whose value is a variable of the surrounding {@link Command#script}. */
    public CommandLine variable(String option, String variable) {
        return with(Stream.of(new ShellWord.VariableOption(option, variable)));
    }

    /** Adds a value without an option. */
    public CommandLine argument(String value) {
        return requireValid(value).with(Stream.of(new ShellWord.QuotedShellValue(value)));
    }

    /** Adds {@code --resource-group}, {@code --name} and {@code --subscription} of a resource. */
    public CommandLine resource(ResourceId id) {
        return resource("--name", id);
    }

    /** Adds the group, the name and the subscription of a resource, for commands with another option for the name. */
    public CommandLine resource(String nameOption, ResourceId id) {
        return azureName("--resource-group", id.resourceGroup())
                .azureName(nameOption, id.name())
                .option("--subscription", id.subscription());
    }

    /** Adds {@code --resource-group} and {@code --subscription} of a new resource in the group of this one, or of its parent. */
    public CommandLine groupOf(ResourceId id) {
        return azureName("--resource-group", id.resourceGroup()).option("--subscription", id.subscription());
    }

    /** Adds the name and the subscription of a registry, which its name identifies. */
    public CommandLine registry(String nameOption, ResourceId id) {
        return azureName(nameOption, id.name()).option("--subscription", id.subscription());
    }

    /** Adds an option with the name of an Azure resource. */
    public CommandLine azureName(String option, String name) {
        var line = option(option, name);
        return AZURE_NAME.matcher(name).matches()
                ? line
                : line.because("the value of %s is not a valid Azure name".formatted(option));
    }

    /** Adds {@code kind/name} of an object in a cluster. */
    public CommandLine object(String kind, String name) {
        return kubernetesName(OBJECT_NAME, kind, name).argument(kind + "/" + name);
    }

    /** Adds the name of an object in a cluster, for commands that already name its kind. */
    public CommandLine objectName(String kind, String name) {
        return kubernetesName(OBJECT_NAME, kind, name).argument(name);
    }

    /** Adds {@code --namespace}. */
    public CommandLine namespace(String name) {
        return kubernetesName(LABEL, "namespace", name).option("--namespace", name);
    }

    /** Adds {@code container=image}. */
    public CommandLine containerImage(String container, String image) {
        return kubernetesName(LABEL, "container", container).argument(container + "=" + image);
    }

    private CommandLine kubernetesName(Pattern form, String kind, String name) {
        return form.matcher(name).matches()
                ? this
                : because("the name of the %s is not a valid Kubernetes name".formatted(kind));
    }

    private CommandLine requireValid(String value) {
        if (UNPRINTABLE.matcher(value).find()) {
            return because("a value has a line break or another unprintable character");
        }
        if (FENCE.matcher(value).find()) {
            return because("a value has characters that end a block of code");
        }
        return value.startsWith("-") ? because("a value begins with a hyphen and would be taken for an option") : this;
    }

    private CommandLine because(String why) {
        return problem.isPresent() ? this : new CommandLine(words, clusters, Optional.of(why));
    }

    private CommandLine with(Stream<ShellWord> more) {
        var longer = new ArrayList<>(words);
        more.forEach(longer::add);
        return new CommandLine(longer, clusters, problem);
    }

    /** Builds the command to paste. */
    public Command build() {
        return Command.script("{1}", "{1}", this);
    }

    String bash() {
        return spelled(ShellWord::bash);
    }

    String powerShell() {
        return spelled(ShellWord::powerShell);
    }

    private String spelled(Function<ShellWord, String> spelling) {
        return words.stream().map(spelling).collect(Collectors.joining(" "));
    }

    Optional<String> problem() {
        return problem;
    }

    /** The reason why PowerShell cannot pass the values, if there is one. */
    Optional<String> powerShellProblem() {
        return words.stream()
                .findFirst()
                .filter(new ShellWord.QuotedShellValue("az")::equals)
                .flatMap(az -> words.stream()
                        .flatMap(word -> word.batchFileProblem().stream())
                        .findFirst());
    }

    Set<ResourceId> clusters() {
        return new LinkedHashSet<>(clusters);
    }
}
