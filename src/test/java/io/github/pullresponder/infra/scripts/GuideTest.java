package io.github.pullresponder.infra.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.infra.Guide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs docs/install.md from top to bottom, for both ways to install: its commands run in one shell, in their order, with the
 * project's own scripts and recording stand-ins for az, azd, kubectl, curl and mvnw.
 */
@Tag("infrastructure")
class GuideTest {
    private static final Path INSTALL = Path.of("docs", "install.md");
    private static final Pattern PLACEHOLDER = Pattern.compile("<[a-z][a-z ]*>");

    /** The value with which a reader replaces a placeholder. */
    private static final Map<String, String> VALUES = Map.of(
            "<subscription id>",
            Installation.HOME,
            "<resource id of a registry>",
            Installation.REGISTRY,
            "<resource id of a cluster>",
            Installation.CLUSTER,
            "<resource id of a Log Analytics workspace>",
            Installation.WORKSPACE,
            "<resource id of the subnet>",
            "/subscriptions/" + Installation.HOME
                    + "/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet/subnets/app",
            "<name of a pod>",
            "cart-6f8d9c7b5-q4m7z",
            "<login server>",
            "fabrikam.azurecr.io",
            "<repository that exists>",
            "store/cart");

    /** Answers as azd does: it stores values in a file, runs the hooks of azure.yaml, and adds the outputs of the deployment. */
    private static final String AZD = """
            values=$HOME/azd.values
            case "$1 ${2:-}" in
              'auth login') ;;
              'version --output') echo '{"azd": {"version": "1.17.0"}}' ;;
              'env new') printf 'AZURE_ENV_NAME=%s\\nAZURE_LOCATION=%s\\nAZURE_SUBSCRIPTION_ID=%s\\n' "$3" "$5" "$7" >"$values" ;;
              'env set') printf '%s=%s\\n' "$3" "$4" >>"$values" ;;
              'env get-values') sed 's/"/\\\\"/g; s/=\\(.*\\)/="\\1"/' "$values" ;;
              'up ')
                run() { while IFS= read -r value; do export "${value?}"; done <"$values"; "$1"; }
                (run infra/preinstall.sh) || exit
                printf '%s' "$OUTPUTS" | jq -r 'to_entries[] | (.key | ascii_upcase) + "=" + .value.value' >>"$values"
                (run infra/connect.sh) || exit
                ;;
              *) echo "unexpected: azd $*" >&2; exit 97 ;;
            esac
            """;

    @TempDir
    private Path folder;

    private Path checkout;
    private Bench bench;

    @BeforeEach
    void aCheckoutAndAPersonWithEveryRight() throws IOException {
        checkout = Files.createDirectory(folder.resolve("checkout"));
        copy(Path.of("infra"));
        Files.copy(Path.of("azure.yaml"), checkout.resolve("azure.yaml"));
        Files.writeString(checkout.resolve("webhooks.txt"), "https://teams.example/workflow");
        Files.writeString(checkout.resolve("mvnw"), "#!/bin/sh\nexec mvnw \"$@\"\n")
                .toFile()
                .setExecutable(true);

        bench = new Bench(folder);
        Installation.none(bench);
        ReadySubscriptions.answer(bench)
                .without(
                        "AZURE_SUBSCRIPTION_ID",
                        "AZURE_RESOURCE_GROUP",
                        "FUNCTION_APP_NAME",
                        "APP_PRINCIPAL_ID",
                        "VAULT_NAME")
                .set("OUTPUTS", outputs())
                .program("azd", AZD)
                .program("mvnw", "")
                .program("kubectl", "cat >/dev/null\n")
                .reply("curl *", "{}")
                .reply("az login", Reply.nothing())
                .reply("az account show --query id -o tsv", Installation.HOME + "\n")
                .reply("az deployment sub create *-app *", outputs())
                .reply("az deployment sub create *-connect *", "{\"state\": \"Succeeded\"}")
                .reply("az functionapp function show *", Reply.nothing())
                .reply("az functionapp function keys list *", "a-key\n")
                .reply("az functionapp deployment source config-zip *", Reply.nothing())
                .reply("az ad *", "an-object-id\n")
                .reply("az rest --method post *", "{}")
                .reply("az provider register *", Reply.nothing())
                .reply("az keyvault show *", "/subscriptions/x/vaults/v\n")
                .reply("az keyvault secret set *", Reply.nothing())
                .reply("az role assignment create *", Reply.nothing())
                .reply(
                        "az rest --method get --url /subscriptions?api-version=2022-12-01 *",
                        Installation.page(Installation.subscription(Installation.HOME, "Enabled")));
    }

    private void copy(Path from) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, checkout.resolve(file.toString()));
            }
        }
    }

    /** The outputs as az prints them. The case of the first letters is Azure's. */
    private static String outputs() throws IOException {
        var values = Map.of(
                "azurE_RESOURCE_GROUP", "rg-pull-responder",
                "functioN_APP_NAME", Installation.APP,
                "functioN_APP_HOST", Installation.APP + ".azurewebsites.net",
                "storagE_ACCOUNT_NAME", "pullresponderk3v7q2xa",
                "vaulT_NAME", "pullresponder-k3v7q2xa",
                "eventS_IDENTITY_NAME", "id-pull-responder-events-k3v7q2xa",
                "apP_IDENTITY_NAME", "id-pull-responder-k3v7q2xa",
                "apP_PRINCIPAL_ID", Installation.PRINCIPAL);
        var declared = new ObjectMapper()
                .readTree(Files.readString(Path.of("infra/compiled/main.json")))
                .path("outputs");
        assertThat(declared.properties().stream().map(Map.Entry::getKey))
                .as("the outputs of main.bicep")
                .containsExactlyInAnyOrderElementsOf(
                        values.keySet().stream().map(String::toUpperCase).toList());
        return new ObjectMapper()
                .writeValueAsString(values.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> Map.of("type", "String", "value", entry.getValue()),
                                (one, other) -> one,
                                TreeMap::new)));
    }

    @Test
    void everyCommandRunsByHand() throws IOException {
        var run = walk(Set.of("With azd"), "by-hand");

        assertThat(steps(run)).as("nothing works before the sign-in").startsWith("az login");

        assertThat(steps(run))
                .containsSubsequence(
                        "az deployment sub what-if … --name pull-responder-app",
                        "az deployment sub create … -n pull-responder-app",
                        "mvnw clean package",
                        "az functionapp deployment source config-zip",
                        "az functionapp function show … --function-name AzureEvent",
                        "az functionapp function keys list … --function-name PullAlert",
                        "az deployment sub create … --name pull-responder-connect",
                        "az functionapp function keys list … --function-name Preflight",
                        "curl https://pull-responder-k3v7q2xa.azurewebsites.net/api/preflight");
    }

    @Test
    void everyCommandRunsWithAzd() throws IOException {
        var run = walk(Set.of("By hand"), "azd");

        assertThat(steps(run)).as("nothing works before the sign-in").startsWith("az login");

        assertThat(steps(run))
                .containsSubsequence(
                        "azd env new pull-responder",
                        "azd up",
                        "az deployment sub what-if … --name pull-responder-app",
                        "az functionapp function keys list … --function-name PullAlert",
                        "az deployment sub create … --name pull-responder-connect",
                        "azd env get-values",
                        "curl https://pull-responder-k3v7q2xa.azurewebsites.net/api/preflight");
    }

    private Run walk(Set<String> left, String way) throws IOException {
        var guide = Guide.read(INSTALL).without(left);
        var removal = Guide.read(Path.of("docs", "operate.md")).sections().stream()
                .filter(section -> section.title().equals("Remove it"))
                .map(Guide.Section::commands)
                .collect(Collectors.joining());
        var commands = withValues(guide.commands() + removal);
        // At the end, what the two .bicepparam files would read from the environment.
        var run = bench.type("y").bash(checkout, "set -e\n" + commands + "\necho EXPORTED; printenv\n");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(exported(run)).containsAll(read("main.bicepparam")).containsAll(read("events.bicepparam"));
        transcribe(run, way);
        return run;
    }

    private static String withValues(String commands) {
        for (var value : VALUES.entrySet()) {
            commands = commands.replace(value.getKey(), value.getValue());
        }
        assertThat(PLACEHOLDER.matcher(commands).results().map(match -> match.group()))
                .as("placeholders without a value")
                .isEmpty();
        return commands;
    }

    private static List<String> exported(Run run) {
        return run.out()
                .substring(run.out().lastIndexOf("EXPORTED"))
                .lines()
                .filter(line -> line.contains("="))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
    }

    /** The required variables of a parameter file. */
    private static List<String> read(String parameters) throws IOException {
        return Pattern.compile("readEnvironmentVariable\\('(\\w+)'\\)")
                .matcher(Files.readString(Path.of("infra", parameters)))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Each call as its command and what distinguishes it. */
    private static List<String> steps(Run run) {
        return run.allCalls().stream().map(GuideTest::step).toList();
    }

    private static String step(List<String> call) {
        if (call.get(0).equals("curl")) {
            return "curl "
                    + call.stream()
                            .filter(text -> text.startsWith("https://"))
                            .findFirst()
                            .orElse("");
        }
        var command = call.stream().takeWhile(text -> !text.startsWith("-")).collect(Collectors.joining(" "));
        var names = Stream.of("--name", "-n", "--function-name")
                .filter(call::contains)
                .filter(text -> command.startsWith(
                        text.equals("--function-name") ? "az functionapp function" : "az deployment"))
                .map(option -> " … " + option + " " + call.get(call.indexOf(option) + 1))
                .collect(Collectors.joining());
        return command + names;
    }

    /** Writes the calls of the run in order, for a reader. */
    private static void transcribe(Run run, String way) throws IOException {
        var transcripts = Files.createDirectories(Path.of("target", "guide-walk"));
        Files.write(
                transcripts.resolve(way + ".txt"),
                run.allCalls().stream().map(call -> String.join(" ", call)).toList());
    }

    /** The shell of a Mac treats a comment as a command, and a quote in it as the start of a string. */
    @Test
    void aCommentStandsAloneAndQuotesNothing() {
        assertThat(Guide.read(INSTALL).commands().lines().filter(line -> line.contains("#")))
                .as("comments")
                .isNotEmpty()
                .allMatch(line -> line.matches("# [^'\"`<>()$&;|*?]+"));
    }

    @Test
    void everyScriptThatAPersonRunsIsInAGuide() throws IOException {
        var guides = Files.readString(INSTALL) + Files.readString(Path.of("docs", "operate.md"));
        try (var files = Files.list(Path.of("infra"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(text -> text.endsWith(".sh"))
                            .filter(script -> !Set.of("common.sh", "inventory.sh", "compile.sh")
                                    .contains(script)))
                    .isNotEmpty()
                    .allMatch(script -> guides.contains("infra/" + script));
        }
    }
}
