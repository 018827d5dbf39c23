package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.read.Capability;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that hold for every template. Rules that the compiler checks are not tested again. */
@Tag("infrastructure")
class TemplateRulesTest {
    /** Resource types that have no tags in Azure. */
    private static final Set<String> WITHOUT_TAGS = Set.of(
            "Microsoft.Authorization/roleAssignments",
            "Microsoft.Authorization/roleDefinitions",
            "Microsoft.EventGrid/systemTopics/eventSubscriptions",
            "Microsoft.Insights/diagnosticSettings",
            "Microsoft.Storage/storageAccounts/blobServices",
            "Microsoft.Storage/storageAccounts/blobServices/containers",
            "Microsoft.Storage/storageAccounts/managementPolicies",
            "Microsoft.Storage/storageAccounts/queueServices",
            "Microsoft.Storage/storageAccounts/queueServices/queues",
            "Microsoft.Storage/storageAccounts/tableServices",
            "Microsoft.Storage/storageAccounts/tableServices/tables",
            "Microsoft.Web/sites/basicPublishingCredentialsPolicies");

    static List<CompiledTemplate> templates() {
        return Templates.all();
    }

    static List<Snapshot> installations() {
        return Snapshot.all();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyParameterAndOutputIsDescribed(CompiledTemplate template) {
        assertThat(Stream.concat(template.parameters(), template.outputs()))
                .allSatisfy(entry -> assertThat(
                                entry.getValue().at("/metadata/description").asText())
                        .as("description of %s in %s", entry.getKey(), template)
                        .endsWith("."));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyParameterAndVariableIsUsed(CompiledTemplate template) {
        var text = template.withoutModules().toString();

        assertThat(template.parameters())
                .allSatisfy(entry -> assertThat(text).contains("parameters('%s')".formatted(entry.getKey())));
        assertThat(template.variables())
                .allSatisfy(entry -> assertThat(text).contains("variables('%s')".formatted(entry.getKey())));
    }

    @Test
    void onlyTheActionOfAlertsReadsAKey() {
        assertThat(Templates.files(".bicep"))
                .filteredOn(file -> Templates.text(file.toString()).contains("listKeys"))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("alert-action.bicep");
    }

    @Test
    void everyModuleIsUsed() {
        var used = Templates.files(".bicep").stream()
                .flatMap(file -> Pattern.compile("^(?:module \\w+|import \\{[^}]+} from) '([^']+)'", Pattern.MULTILINE)
                        .matcher(Templates.text(file.toString()))
                        .results()
                        .map(match -> file.resolveSibling(match.group(1)).normalize()))
                .collect(Collectors.toSet());

        assertThat(Templates.files(".bicep"))
                .filteredOn(file -> file.startsWith("modules"))
                .allMatch(used::contains);
    }

    /** Objects and arrays have types of their own, so that a wrong property is an error of the compiler. */
    @Test
    void noParameterIsAnyObjectOrArray() {
        assertThat(Templates.files(".bicep"))
                .allSatisfy(file -> assertThat(Templates.text(file.toString()))
                        .doesNotContainPattern("(?m)^param \\w+ (object|array)\\b"));
    }

    @Test
    void aPreviewOfAnApiIsExplained() {
        var explained = Pattern.compile("(?mi)^//.*preview.*\\n(?://.*\\n)*resource \\w+ '[^']+-preview'");
        assertThat(Templates.files(".bicep")).allSatisfy(file -> {
            var text = Templates.text(file.toString());
            assertThat(explained.matcher(text).results())
                    .as("%s", file)
                    .hasSameSizeAs(Pattern.compile("-preview' ")
                            .matcher(text)
                            .results()
                            .toList());
        });
    }

    /** Each type has one API version: a type in two templates must not be updated in one of them only. */
    @Test
    void everyTypeHasOneApiVersion() {
        var versions = templates().stream()
                .flatMap(CompiledTemplate::resources)
                .map(entry -> entry.getValue().path("type").asText() + "@"
                        + entry.getValue().path("apiVersion").asText())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(versions.stream().map(text -> text.substring(0, text.indexOf('@'))))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyTaggableResourceNamesItsInstallation(Snapshot installation) {
        assertThat(installation.resources().stream()
                        .filter(element ->
                                !WITHOUT_TAGS.contains(element.path("type").asText())))
                .isNotEmpty()
                .allSatisfy(element -> {
                    assertThat(element.at("/tags/azd-env-name").asText())
                            .as(element.path("id").asText())
                            .isEqualTo("pull-responder");
                    assertThat(element.at("/tags/pull-responder").asText())
                            .as(element.path("id").asText())
                            .isEqualTo(Snapshot.APP_NAME);
                });
    }

    @Test
    void tagsOfOnesOwnAreOnEverythingToo() {
        for (var installation : List.of(Snapshot.LARGEST, Snapshot.LARGEST_EVENTS)) {
            assertThat(installation.resources().stream()
                            .filter(element ->
                                    !WITHOUT_TAGS.contains(element.path("type").asText())))
                    .allSatisfy(element -> assertThat(element.at("/tags/owner").asText())
                            .as(element.path("id").asText())
                            .isEqualTo("platform"));
        }
    }

    /** infra/compile.sh sets each variable that must be set to its own name, and no other. */
    @ParameterizedTest
    @CsvSource({"main", "events"})
    void aFileOfParametersNamesThoseOfItsTemplate(String template) {
        var parameters = Templates.json("compiled/" + template + ".json").path("parameters");
        var given = Templates.json("compiled/" + template + ".parameters.json").path("parameters");

        assertThat(Templates.text(template + ".bicepparam")).contains("using '" + template + ".bicep'");
        assertThat(given.properties()).isNotEmpty().allMatch(entry -> parameters.has(entry.getKey()));
        assertThat(parameters.properties())
                .filteredOn(entry -> !entry.getValue().has("defaultValue"))
                .allMatch(entry -> given.has(entry.getKey()));
        assertThat(given.properties())
                .filteredOn(entry -> !entry.getValue().path("value").asText().matches("[A-Z_]+"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.getValue().path("value"))
                        .as("%s, if its variable is not set", entry.getKey())
                        .isEqualTo(parameters.path(entry.getKey()).path("defaultValue")));
    }

    /** Each capability is off, and read from the variable of its own name. */
    @ParameterizedTest
    @EnumSource(Capability.class)
    void aCapabilityIsReadFromItsOwnVariable(Capability capability) {
        assertThat(Templates.text("main.bicepparam"))
                .contains("param %s = bool(readEnvironmentVariable('%s', 'false'))"
                        .formatted(capability.key(), capability.setting()));
    }

    /** Variables that azd or the first deployment sets need no row. */
    @Test
    void everyVariableIsInTheTableOfTheReadme() {
        var documented = Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                .matcher(Templates.text("README.md"))
                .results()
                .map(match -> match.group(1))
                .toList();
        var read = Stream.of("main.bicepparam", "events.bicepparam")
                .flatMap(template -> Pattern.compile("readEnvironmentVariable\\('(\\w+)', ")
                        .matcher(Templates.text(template))
                        .results())
                .map(match -> match.group(1))
                .distinct()
                .toList();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(read);
    }

    /**
     * A module at the scope of a subscription, or in a group that is not the app's, can have the same name as one of another
     * installation.
     */
    @Test
    void modulesOutsideTheAppsGroupCarryTheNameOfTheApp() {
        var named = templates().stream()
                .flatMap(CompiledTemplate::modules)
                .filter(entry -> !isNamedByTheCompiler(entry.getKey(), entry.getValue()))
                .toList();

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(nameOf(entry.getValue()))
                        .containsPattern("(parameters|variables)\\('(functionAppName|appName)'\\)"));
    }

    @Test
    void modulesInTheAppsGroupAreNamedByTheCompiler() {
        assertThat(Stream.of(Templates.main(), Templates.events())
                        .flatMap(CompiledTemplate::modules)
                        .filter(entry -> isNamedByTheCompiler(entry.getKey(), entry.getValue()))
                        .map(Map.Entry::getKey))
                .containsExactly("identities", "storage", "vault", "telemetry", "app", "alertAction");
    }

    private static String nameOf(JsonNode module) {
        return module.path("name").asText();
    }

    private static boolean isNamedByTheCompiler(String symbol, JsonNode module) {
        return nameOf(module).equals("[format('%1$s-{0}', uniqueString('%1$s', deployment().name))]".formatted(symbol));
    }

    /**
     * ARM refuses to write a deployment that is running (DeploymentActive), so a nested deployment must not have the name of
     * the deployment that contains it.
     */
    @ParameterizedTest
    @CsvSource({"pull-responder", "pull-responder-cf6y2bna", "roles", "abc"})
    void noModuleIsCalledLikeADeploymentThatAScriptOrGuideStarts(String environmentName) {
        var started = DeploymentNames.inScriptsAndGuides();
        var modules = templates().stream()
                .flatMap(CompiledTemplate::modules)
                .map(entry -> namePattern(nameOf(entry.getValue())))
                .collect(Collectors.toSet());

        assertThat(started).hasSizeGreaterThanOrEqualTo(2).allMatch(text -> text.contains("AZURE_ENV_NAME"));
        for (var name : started) {
            var deployment = name.replaceAll("\\$(?:env:)?\\{?AZURE_ENV_NAME}?", environmentName);
            assertThat(modules).noneMatch(module -> deployment.matches(module));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[format('{0}-roles', variables('appName'))] | pull-responder-roles | true",
                "[format('{0}-topic-{1}', parameters('appName'), uniqueString(subscription().id))] | app-topic-abcdefghijklm | true",
                "[format('vault-{0}', uniqueString('vault', deployment().name))] | vault-app | false"
            })
    void thePatternOfANameMatchesEachResultOfItsExpression(String expression, String name, boolean matches) {
        assertThat(name.matches(namePattern(expression))).isEqualTo(matches);
    }

    /** A pattern for the names that an expression can produce: 13 characters for a unique string, anything for the rest. */
    private static String namePattern(String expression) {
        var format = Pattern.compile("\\[format\\('([^']+)', (.+)\\)]").matcher(expression);
        assertThat(format.matches()).as(expression).isTrue();
        var arguments = format.group(2).split(", (?![^(]*\\))");
        return Pattern.compile("\\{(\\d)}|[^{]+")
                .matcher(format.group(1))
                .replaceAll((MatchResult part) -> part.group(1) == null
                        ? Pattern.quote(part.group()).replace("\\", "\\\\")
                        : arguments[Integer.parseInt(part.group(1))].startsWith("uniqueString(")
                                ? "[a-z0-9]{13}"
                                : ".+");
    }
}
