package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every template. */
class TemplateRulesTest {
    private static final Pattern OUTPUT_OF_MODULE = Pattern.compile("\\b(\\w+)\\.outputs\\.(\\w+)");

    /** Azure has no tags for these. */
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

    static List<BicepFile> templates() {
        return Templates.all();
    }

    static Stream<BicepFile> everyFile() {
        return Stream.concat(Templates.all().stream(), Templates.parameterFiles().stream());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyParameterAndOutputIsDescribed(BicepFile file) {
        assertThat(Stream.concat(file.all("param"), file.all("output")))
                .allSatisfy(it -> assertThat(it.decorators().getOrDefault("description", ""))
                        .as("description of %s, line %d", it.name(), it.line())
                        .matches("'.+\\.'"));
    }

    @ParameterizedTest
    @MethodSource("everyFile")
    void everyNameIsDeclared(BicepFile file) {
        assertThat(Names.undeclared(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyDeclarationIsUsed(BicepFile file) {
        var used = file.declarations().stream()
                .flatMap(it -> it.value().stream())
                .flatMap(value -> Names.usedIn(value).stream())
                .collect(Collectors.toSet());

        assertThat(Stream.of("param", "var").flatMap(file::all))
                .extracting(Declaration::name)
                .isSubsetOf(used);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void noSecretLeavesATemplate(BicepFile file) {
        assertThat(SecretFlow.leaks(file, path -> moduleOf(file, path))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    output key string = app.listKeys().default                     | output key shows a secret
                    output all object = { nested: [account.listKeys().keys[0]] }   | output all shows a secret
                    output to string = insights.properties.ConnectionString        | output to shows a secret
                    output url string = 'https://x/?code=${password}'              | output url shows a secret
                    output copy string = copied                                    | output copy shows a secret
                    module m 'm.bicep' = { params: { open: password } }            | module m takes a secret as open, which is not secure
                    @secure() param other string = 's3cret'                        | param other has a secret for its default
                    output fine bool = empty(password)                             |
                    output fine string = 'password'                                |
                    module m 'm.bicep' = { params: { closed: password } }          |
                    """)
    void aSecretThatLeavesIsFound(String statement, String leak) {
        var file = BicepReader.read("some.bicep", """
                @secure()
                param password string
                var copied = '${password}'
                """ + statement.replace("@secure() ", "@secure()\n"));
        var module = BicepReader.read("m.bicep", "param open string\n@secure()\nparam closed string\n");

        assertThat(SecretFlow.leaks(file, path -> module)).isEqualTo(leak == null ? List.of() : List.of(leak));
    }

    @Test
    void onlyTheActionOfAlertsReadsAKey() {
        assertThat(Templates.all())
                .filteredOn(file -> Templates.text(
                                Templates.FOLDER.relativize(file.path()).toString())
                        .contains("listKeys"))
                .extracting(BicepFile::name)
                .containsExactly("alert-action.bicep");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyModuleGetsWhatItAsksFor(BicepFile file) {
        assertThat(file.all("module")).allSatisfy(module -> {
            var template = moduleOf(file, module.type());
            var given = Templates.propertiesAt(module, "params").keySet();
            assertThat(template.all("param")).extracting(Declaration::name).containsAll(given);
            assertThat(template.all("param").filter(it -> it.value().isEmpty()))
                    .extracting(Declaration::name)
                    .isSubsetOf(given);
        });
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aModuleOfAnotherLevelNamesItsScope(BicepFile file) {
        assertThat(file.all("module")).allSatisfy(module -> {
            if (!scopeOf(file).equals(scopeOf(moduleOf(file, module.type())))) {
                assertThat(module.content().at("scope")).as(module.name()).isPresent();
            }
        });
    }

    private static String scopeOf(BicepFile file) {
        return file.find("targetScope", "")
                .flatMap(it -> it.content().literal())
                .orElse("resourceGroup");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyOutputOfAModuleThatIsUsedIsThere(BicepFile file) {
        for (var declaration : file.declarations()) {
            OUTPUT_OF_MODULE
                    .matcher(declaration.value().map(Object::toString).orElse(""))
                    .results()
                    .forEach(it -> assertThat(moduleOf(
                                            file,
                                            file.the("module", it.group(1)).type())
                                    .all("output"))
                            .extracting(Declaration::name)
                            .contains(it.group(2)));
        }
    }

    @Test
    void everyModuleIsUsed() {
        var used = Templates.all().stream()
                .flatMap(file -> Stream.concat(file.all("module"), file.all("import"))
                        .map(it -> file.path().resolveSibling(it.type()).normalize()))
                .collect(Collectors.toSet());

        assertThat(Templates.all())
                .extracting(BicepFile::path)
                .filteredOn(path -> path.toString().contains("modules"))
                .allMatch(used::contains);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aPreviewOfAnApiIsExplained(BicepFile file) {
        assertThat(file.all("resource").filter(it -> !it.apiVersion().matches("\\d{4}-\\d\\d-\\d\\d")))
                .allSatisfy(it -> assertThat(String.join(" ", it.comment())).containsIgnoringCase("preview"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everythingThatTakesTagsHasThem(BicepFile file) {
        assertThat(file.resources().filter(it -> !WITHOUT_TAGS.contains(it.resourceType())))
                .allSatisfy(it ->
                        assertThat(it.content().textAt("tags")).as(it.name()).containsIgnoringCase("tags"));
    }

    @ParameterizedTest
    @CsvSource({"main.bicepparam", "events.bicepparam"})
    void aFileOfParametersNamesThoseOfItsTemplate(String name) {
        var file = BicepReader.read(Templates.FOLDER.resolve(name));
        var template = moduleOf(file, file.the("using", "").type());

        assertThat(file.all("param"))
                .extracting(Declaration::name)
                .isSubsetOf(template.all("param").map(Declaration::name).toList());
        assertThat(template.all("param").filter(it -> it.value().isEmpty()))
                .extracting(Declaration::name)
                .isSubsetOf(file.all("param").map(Declaration::name).toList());
    }

    @Test
    void filesThatTemplatesLoadAreThere() {
        var loaded = new TreeSet<String>();
        for (var file : Templates.all()) {
            Pattern.compile("load(?:Json|Text)Content\\('([^']+)'\\)")
                    .matcher(file.declarations().toString())
                    .results()
                    .map(it -> file.path().resolveSibling(it.group(1)).normalize())
                    .forEach(path -> {
                        assertThat(Files.exists(path)).as("%s", path).isTrue();
                        loaded.add(path.getFileName().toString());
                    });
        }
        assertThat(loaded).containsExactly("failed-pulls.kql", "operations.json", "roles.json");
    }

    private static BicepFile moduleOf(BicepFile file, String path) {
        return BicepReader.read(file.path().resolveSibling(path).normalize());
    }
}
