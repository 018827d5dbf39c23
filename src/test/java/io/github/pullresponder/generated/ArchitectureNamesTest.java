package io.github.pullresponder.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the classes named in ARCHITECTURE.md and in the design pages exist, so that a renamed class is renamed there, too. */
class ArchitectureNamesTest {
    /** A name of at least two words in backticks, or the type before a method or a nested type. */
    private static final Pattern CLASS = Pattern.compile("`((?:[A-Z][a-z]+){2,}(?:IT)?)(?:\\.\\w+)?`");

    /** Types and functions. */
    private static final Pattern DECLARED =
            Pattern.compile("(?:\\b(?:class|record|interface|enum) |@FunctionName\\(\")([A-Z]\\w+)");

    /** Names of libraries and of Azure. */
    private static final Set<String> FOREIGN = Set.of(
            "ApplyBindingData", "AzureWebJobsStorage", "DeploymentActive", "KubernetesSerialization", "QueueProcessor");

    @Test
    void everyClassThatIsNamedExists() throws IOException {
        var declared = declared();
        for (var document : documents()) {
            var named = names(CLASS, Files.readString(document));
            assertThat(named).as("classes that %s names", document).isNotEmpty();
            named.removeAll(FOREIGN);
            assertThat(declared)
                    .as("%s names classes that src does not have: rename them there, too", document)
                    .containsAll(named);
        }
    }

    private static List<Path> documents() throws IOException {
        try (var design = Files.list(Path.of("docs/design"))) {
            return Stream.concat(
                            Stream.of(Path.of("ARCHITECTURE.md"), Path.of("docs/measurements.md")), design.sorted())
                    .toList();
        }
    }

    private static Set<String> declared() throws IOException {
        var declared = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src"))) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                declared.addAll(names(DECLARED, Files.readString(file)));
            }
        }
        return declared;
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
