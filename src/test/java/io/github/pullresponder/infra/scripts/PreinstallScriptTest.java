package io.github.pullresponder.infra.scripts;

import static io.github.pullresponder.infra.scripts.Installation.APP;
import static io.github.pullresponder.infra.scripts.Installation.CLUSTER;
import static io.github.pullresponder.infra.scripts.Installation.HOME;
import static io.github.pullresponder.infra.scripts.Installation.OTHER;
import static io.github.pullresponder.infra.scripts.Installation.REGISTRY;
import static io.github.pullresponder.infra.scripts.Installation.WORKSPACE;
import static io.github.pullresponder.infra.scripts.Installation.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code preinstall.sh} and {@code preinstall.ps1}: the same calls, the same findings and the same exit codes. */
@Tag("infrastructure")
class PreinstallScriptTest {
    private static final String NETWORK =
            "/subscriptions/" + HOME + "/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet";
    private static final String SUBNET = NETWORK + "/subnets/functions";
    private static final String TOPIC =
            "/subscriptions/" + HOME + "/resourceGroups/rg-store/providers/Microsoft.EventGrid/systemTopics/shared";
    private static final String OWNER = "{\"actions\": [\"*\"], \"notActions\": []}";

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void everythingIsReady() {
        bench = ReadySubscriptions.answer(new Bench(folder))
                .set("AZURE_SUBSCRIPTION_ID", HOME)
                .set("AZURE_LOCATION", "West Europe")
                .set("AZURE_ENV_NAME", "pull-responder")
                .set("WATCHED_SUBSCRIPTIONS", "[\"%s\",\r\n\"%s\"]".formatted(HOME, OTHER.toUpperCase()))
                .set("WATCHED_REGISTRIES", "[\"" + REGISTRY + "\"]")
                .set("WATCHED_CLUSTERS", "[\"" + CLUSTER + "\"]")
                .set("WATCHED_WORKSPACES", "[\"" + WORKSPACE + "\"]")
                .set("REGISTRY_LOGS_WORKSPACE_ID", WORKSPACE)
                .set("APP_SUBNET_ID", SUBNET);
    }

    /** Bicep's warnings have many lines, of which only the first says so. */
    @ParameterizedTest
    @EnumSource
    void theErrorIsNamedAndNotTheWarningsBeforeIt(Shell shell) {
        bench.reply(
                "az deployment sub what-if *",
                Reply.failure(
                        1,
                        "WARNING: main.bicep(1,1) : Warning BCP081\n" + "main.bicep(2,1) : Warning BCP081\n".repeat(40)
                                + "ERROR: InvalidTemplate: the real reason\n"));

        var run = bench.run(shell, "preinstall");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("Azure refuses the deployment: ERROR: InvalidTemplate: the real reason")
                .doesNotContain("BCP081");
    }

    /** azd compiles the templates with a Bicep of its own. */
    @ParameterizedTest
    @EnumSource
    void anAzdWhoseBicepIsTooOldIsAProblem(Shell shell) {
        bench.reply("azd version *", "{\"azd\": {\"version\": \"1.16.1\"}}\r\n");

        assertThat(problems(bench.run(shell, "preinstall")))
                .containsExactly("azd is version 1.16.1, and the templates need 1.17.0 or newer.");
    }

    @ParameterizedTest
    @EnumSource
    void aNewerAzdIsFine(Shell shell) {
        bench.reply("azd version *", "{\"azd\": {\"version\": \"1.100.0-beta.1\"}}");

        assertThat(bench.run(shell, "preinstall").exitCode()).isZero();
    }

    /** One of the two ways to install does not need azd. */
    @ParameterizedTest
    @EnumSource
    void withoutAzdItIsNotMentioned(Shell shell) {
        var run = bench.missing("azd").run(shell, "preinstall");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).doesNotContain("azd");
    }

    @ParameterizedTest
    @EnumSource
    void anAzdThatDoesNotAnswerIsNotChecked(Shell shell) {
        var run =
                bench.reply("azd version *", Reply.failure(1, "ERROR: broken")).run(shell, "preinstall");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("  the version of azd: ERROR: broken");
    }

    @ParameterizedTest
    @EnumSource
    void serviceEndpointsInTheSubnetAreOnlyANote(Shell shell) {
        bench.reply(
                "az network vnet subnet show *",
                "{\"delegations\": [{\"serviceName\": \"Microsoft.App/environments\"}], \"serviceEndpoints\": [{}]}");

        var run = bench.run(shell, "preinstall");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("The subnet has service endpoints. Microsoft advises against them");
    }

    @ParameterizedTest
    @EnumSource
    void aNetworkInAnotherRegionIsAProblem(Shell shell) {
        bench.reply("az network vnet show --ids " + NETWORK + " *", "{\"location\": \"North Europe\"}");

        assertThat(problems(bench.run(shell, "preinstall")))
                .containsExactly(
                        "The network of the subnet is in the region northeurope, and the app would be in westeurope.");
    }

    /** A person who may deploy the app may lack access to a network of another team. */
    @ParameterizedTest
    @EnumSource
    void withoutPermissionToJoinTheSubnetAnOwnerIsNeeded(Shell shell) {
        bench.reply(
                "az rest --method get --url " + SUBNET + "/providers/Microsoft.Authorization/permissions?*",
                page("{\"actions\": [\"*/read\"], \"notActions\": []}"));

        var run = bench.run(shell, "preinstall");

        assertThat(problems(run))
                .containsExactly(
                        "You lack rights on the subnet: Microsoft.Network/virtualNetworks/subnets/join/action");
        assertThat(run.out()).contains("--role \"Network Contributor\" --scope '" + SUBNET + "'");
    }

    @ParameterizedTest
    @EnumSource
    void theRightToJoinMayBeTheOnlyOneOnTheSubnet(Shell shell) {
        bench.reply(
                "az rest --method get --url " + SUBNET + "/providers/Microsoft.Authorization/permissions?*",
                page("{\"actions\": [\"Microsoft.Network/virtualNetworks/subnets/join/action\"], \"notActions\": []}"));

        assertThat(bench.run(shell, "preinstall").exitCode()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void withoutASubnetNoNetworkIsRead(Shell shell) {
        assertThat(bench.without("APP_SUBNET_ID").run(shell, "preinstall").az())
                .noneMatch(text -> text.startsWith("network"));
    }

    /** The caller also has no right to register it, but this does not stop the deployment. */
    @ParameterizedTest
    @EnumSource
    void aProviderThatTheTemplatesDoNotUseIsOnlyANote(Shell shell) {
        bench.reply("az provider list *", ReadySubscriptions.providers("Microsoft.AlertsManagement"))
                .reply(
                        "az rest --method get *" + HOME + "/providers/Microsoft.Authorization/permissions?*",
                        Reply.forbidden());

        var run = bench.run(shell, "preinstall");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("Microsoft.AlertsManagement is not registered in subscription " + HOME
                        + "; the deployment does not need it.");
    }

    @ParameterizedTest
    @EnumSource
    void aLongErrorIsCut(Shell shell) {
        var error = "ERROR: " + "x".repeat(393);
        bench.reply("az deployment sub what-if *", Reply.failure(1, error + "the rest\n"));

        assertThat(problems(bench.run(shell, "preinstall"))).containsExactly("Azure refuses the deployment: " + error);
    }

    /** A crash of az says at its end what happened. */
    @ParameterizedTest
    @EnumSource
    void withoutAnErrorTheLastLinesAreNamed(Shell shell) {
        bench.reply(
                "az deployment sub what-if *",
                Reply.failure(1, "  File main.py, in a\n\n".repeat(60) + "\tRecursionError: too deep\r\n"));

        assertThat(problems(bench.run(shell, "preinstall")))
                .singleElement()
                .asString()
                .endsWith("  File main.py, in a  RecursionError: too deep")
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @EnumSource
    void whereEverythingIsReadyThereIsNoProblem(Shell shell) {
        var run = bench.run(shell, "preinstall");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("Resource changes: 40 to create.", "No problems found.")
                .doesNotContain("Not checked");
        assertThat(run.changes()).isEmpty();
        assertThat(run.az())
                .startsWith(
                        "version --output json",
                        "bicep version",
                        "account show --subscription " + HOME + " --output none")
                .contains(
                        "functionapp list-flexconsumption-runtimes --location westeurope --runtime java --output json")
                .contains("rest --method get --url /subscriptions/" + OTHER
                        + "/providers/Microsoft.Authorization/permissions?api-version=2022-04-01 --output json")
                .endsWith("deployment sub what-if --subscription " + HOME
                        + " --location westeurope --name pull-responder-app" + " --parameters main.bicepparam");
    }

    @Test
    void bothScriptsAskTheSame() {
        assertThat(bench.run(Shell.POWERSHELL, "preinstall").calls("az"))
                .isEqualTo(bench.run(Shell.SH, "preinstall").calls("az"));
    }

    /** Lists all problems in one run, not one per attempt. */
    @Test
    void bothScriptsListAllProblemsInTheSameWords() {
        bench.reply("az version *", "{\"azure-cli\": \"2.9.1\"}")
                .reply("javac -version", "javac 11.0.2\n")
                .reply("az bicep version", "Bicep CLI version 0.4.1 (x)")
                .reply(
                        "az functionapp list-flexconsumption-runtimes *",
                        "[{\"runtime\": \"java\", \"version\": \"17\"}]")
                .reply("az rest --method get *permissions?*", page(ReadySubscriptions.CONTRIBUTOR))
                .reply("az provider list *", ReadySubscriptions.providers("Microsoft.App", "Microsoft.EventGrid"))
                .reply(
                        "az rest --method get --url /subscriptions/" + HOME
                                + "/providers/Microsoft.EventGrid/systemTopics?*",
                        page(
                                topic("\"%s/resourceGroups/x\"".formatted(HOME), "{}"),
                                topic("\"" + REGISTRY + "\"", "{}")))
                .reply(
                        "az rest --method get *diagnosticSettings?*",
                        page(
                                setting("by-policy", "\"categoryGroup\": \"allLogs\", \"enabled\": true"),
                                setting("b", ""),
                                setting("c", ""),
                                setting("d", ""),
                                setting("e", "")))
                .reply("az resource show --ids " + CLUSTER.toLowerCase() + " *", Reply.notFound())
                .reply(
                        "az network vnet subnet show *",
                        "{\"delegations\": [], \"serviceEndpoints\": [{}], \"privateEndpoints\": [{}]}")
                .reply(
                        "az keyvault list-deleted *",
                        "[" + vault("pullresponder-a", "true") + ", " + vault("pullresponder-b", "null") + "]")
                .reply(
                        "az deployment sub what-if *",
                        Reply.failure(1, "ERROR: InvalidTemplate: no").warning("be patient"));

        var posix = bench.run(Shell.SH, "preinstall");

        assertThat(posix.exitCode()).as(posix.err()).isEqualTo(1);
        assertThat(problems(posix))
                .containsExactly(
                        "The JDK is version 11, and the build needs 17 or newer.",
                        "az is version 2.9.1, and Flex Consumption needs 2.60.0 or newer.",
                        "Bicep is version 0.4.1, and the templates need 0.36.1 or newer.",
                        "Flex Consumption does not have Java 21 in the region westeurope.",
                        "You lack rights on subscription " + HOME
                                + ": Microsoft.Authorization/roleAssignments/write, Microsoft.Authorization/roleDefinitions/write",
                        "The resource provider Microsoft.App is not registered in subscription " + HOME + ".",
                        "There is a topic for " + REGISTRY.toLowerCase() + " already, and Azure allows only one.",
                        "You lack rights on subscription " + OTHER
                                + ": Microsoft.Authorization/roleAssignments/write, Microsoft.Authorization/roleDefinitions/write",
                        CLUSTER.toLowerCase() + " does not exist.",
                        "The diagnostic setting by-policy of " + REGISTRY.toLowerCase()
                                + " sends these logs to REGISTRY_LOGS_WORKSPACE_ID already, and Azure rejects a second one.",
                        REGISTRY.toLowerCase()
                                + " has five diagnostic settings already, and Azure allows no more: by-policy, b, c, d, e",
                        "The subnet is not delegated to Microsoft.App/environments.",
                        "The subnet has private endpoints, which Flex Consumption does not allow.",
                        "The vault pullresponder-a of this installation was deleted, and its name is reserved until 2026-12-01T08:00:00+00:00.",
                        "The vault pullresponder-b of this installation was deleted, and its name is reserved until it is purged.",
                        "Azure refuses the deployment: ERROR: InvalidTemplate: no");
        assertThat(posix.out())
                .contains("The subnet has service endpoints. Microsoft advises against them for Flex Consumption.")
                .doesNotContain("--remove serviceEndpoints")
                .contains("az upgrade", "az bicep upgrade")
                .contains(
                        "az role assignment create --assignee <you> --role \"User Access Administrator\" --scope /subscriptions/"
                                + HOME)
                .contains("az provider register --subscription " + HOME + " --namespace Microsoft.App --wait")
                .contains("Add to EXISTING_TOPICS: \"" + REGISTRY.toLowerCase() + "\": \"" + TOPIC + "\"")
                .contains(
                        "az network vnet subnet update --ids '" + SUBNET + "' --delegations Microsoft.App/environments")
                .contains("az keyvault recover --subscription " + HOME + " --name pullresponder-a")
                .contains("az keyvault purge --subscription " + HOME + " --name pullresponder-b --location westeurope")
                .contains("Microsoft.EventGrid is not registered in subscription " + HOME
                        + "; the deployment registers it.")
                .doesNotContain("be patient");

        var windows = bench.run(Shell.POWERSHELL, "preinstall");

        assertThat(windows.exitCode()).as(windows.err()).isEqualTo(1);
        assertThat(windows.out().lines())
                .containsExactlyElementsOf(posix.out().lines().toList());
        assertThat(windows.calls("az")).isEqualTo(posix.calls("az"));
    }

    @Test
    void bothScriptsRefuseTheSameValues() {
        bench.set("AZURE_ENV_NAME", "my_env")
                .set("AZURE_LOCATION", "west-europe?")
                .set("WATCHED_SUBSCRIPTIONS", "[\"the store's\", 7]")
                .set("WATCHED_REGISTRIES", "not json")
                .set("WATCHED_CLUSTERS", "{}")
                .set("WATCHED_WORKSPACES", "[\"" + CLUSTER + "\"]")
                .set("EXISTING_TOPICS", "{\"" + OTHER + "\": \"" + TOPIC + "\", \"x\": \"" + TOPIC + "\"}")
                .set("APP_SUBNET_ID", SUBNET + "_of_team")
                .set("TELEMETRY_WORKSPACE_ID", "logs")
                .set("PULLRESPONDER_CATALOG", "yes")
                .set("PULLRESPONDER_DIRECTORY", "");

        var posix = bench.run(Shell.SH, "preinstall");

        assertThat(posix.exitCode()).as(posix.err()).isEqualTo(1);
        assertThat(problems(posix).stream().map(text -> text.split(" ")[0]))
                .startsWith(
                        "AZURE_ENV_NAME",
                        "AZURE_LOCATION",
                        "PULLRESPONDER_DIRECTORY",
                        "WATCHED_SUBSCRIPTIONS",
                        "WATCHED_SUBSCRIPTIONS",
                        "WATCHED_REGISTRIES",
                        "WATCHED_CLUSTERS",
                        "WATCHED_WORKSPACES",
                        "EXISTING_TOPICS",
                        "TELEMETRY_WORKSPACE_ID",
                        "PULLRESPONDER_CATALOG");
        assertThat(posix.out())
                .contains("WATCHED_SUBSCRIPTIONS contains \"the store's\", which is not the id of a subscription.")
                .contains("The name of the subnet functions_of_team has an underscore")
                .contains("the resources that Azure would create: some values are invalid");
        assertThat(posix.az()).noneMatch(text -> text.contains("what-if"));

        var windows = bench.run(Shell.POWERSHELL, "preinstall");

        assertThat(windows.out().lines())
                .containsExactlyElementsOf(posix.out().lines().toList());
        assertThat(windows.calls("az")).isEqualTo(posix.calls("az"));
        assertThat(windows.exitCode()).isEqualTo(1);
    }

    /** Unreadable data is neither accepted nor a problem. */
    @Test
    void bothScriptsNameUncheckedParts() {
        bench.reply("az version *", Reply.nothing())
                .reply("az functionapp list-flexconsumption-locations *", Reply.forbidden())
                .reply("az rest *", Reply.forbidden().warning("be patient"))
                .reply("az provider list *", Reply.forbidden())
                .reply("az resource show *", Reply.forbidden())
                .reply("az network vnet subnet show *", Reply.forbidden())
                .reply("azd version *", Reply.nothing())
                .reply("az keyvault list-deleted *", Reply.forbidden());

        var posix = bench.run(Shell.SH, "preinstall");

        assertThat(posix.exitCode()).as(posix.out() + posix.err()).isZero();
        assertThat(problems(posix)).isEmpty();
        assertThat(posix.out())
                .contains("Not checked:", "  the version of az: az gave an unreadable answer.")
                .contains("  the version of azd: azd gave an unreadable answer.")
                .contains("  regions of Flex Consumption: ERROR: Forbidden")
                .contains("  your rights on subscription " + OTHER + ": ERROR: Forbidden")
                .contains("  resource providers of subscription " + HOME + ": ERROR: Forbidden")
                .contains("  topics of subscription " + HOME + ": ERROR: Forbidden")
                .contains("  whether " + CLUSTER.toLowerCase() + " exists: ERROR: Forbidden")
                .contains("  diagnostic settings of " + REGISTRY.toLowerCase() + ": ERROR: Forbidden")
                .contains("  the subnet " + SUBNET + ": ERROR: Forbidden")
                .contains("  deleted vaults: ERROR: Forbidden")
                .doesNotContain("be patient");

        var windows = bench.run(Shell.POWERSHELL, "preinstall");

        assertThat(windows.exitCode()).as(windows.out() + windows.err()).isZero();
        assertThat(windows.out().lines())
                .containsExactlyElementsOf(posix.out().lines().toList());
    }

    @Test
    void lineEndsOfWindowsAreNoPartOfNames() {
        var run = bench.run(Shell.SH, "preinstall");
        var windows = bench.jqOfWindows().run(Shell.SH, "preinstall");

        assertThat(windows.exitCode()).as(windows.out() + windows.err()).isZero();
        assertThat(windows.calls("az")).isEqualTo(run.calls("az"));
        assertThat(windows.out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @EnumSource
    void rightsOnOnlySomeSubscriptionsAreNamedForTheOthers(Shell shell) {
        bench.reply(
                "az rest --method get --url /subscriptions/" + OTHER
                        + "/providers/Microsoft.Authorization/permissions?*",
                page("{\"actions\": [\"*/read\"], \"notActions\": []}"));

        var run = bench.run(shell, "preinstall");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(problems(run))
                .containsExactly(
                        "You lack rights on subscription " + OTHER
                                + ": Microsoft.Authorization/roleAssignments/write,"
                                + " Microsoft.Authorization/roleDefinitions/write, Microsoft.EventGrid/systemTopics/write,"
                                + " Microsoft.Resources/deployments/write, Microsoft.Resources/subscriptions/resourceGroups/write");
        assertThat(run.out()).contains("--role Owner --scope /subscriptions/" + OTHER);
    }

    /** Such a role may assign only the roles in its condition. */
    @ParameterizedTest
    @EnumSource
    void aRightWithAConditionIsNotChecked(Shell shell) {
        bench.reply(
                "az rest --method get *permissions?*",
                page(
                        ReadySubscriptions.CONTRIBUTOR,
                        "{\"actions\": [\"Microsoft.Authorization/*\"], \"notActions\": [], \"condition\": \"a\", \"conditionVersion\": \"2.0\"}"));

        var run = bench.run(shell, "preinstall");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Microsoft.Authorization/roleAssignments/write on subscription " + HOME
                        + ": your role has a condition");
    }

    @ParameterizedTest
    @EnumSource
    void rightsOnAGroupAreEnoughWhereOnlyAResourceIsWatched(Shell shell) {
        bench.without("WATCHED_SUBSCRIPTIONS")
                .set("WATCHED_CLUSTERS", "[\"" + CLUSTER.replace(HOME, OTHER) + "\"]")
                .reply(
                        "az rest --method get --url /subscriptions/" + OTHER
                                + "/providers/Microsoft.Authorization/permissions?*",
                        page());

        var run = bench.run(shell, "preinstall");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("rights on the resource groups of the watched resources in subscription " + OTHER);
    }

    @ParameterizedTest
    @EnumSource
    void aTopicInExistingTopicsIsFineWithTheIdentity(Shell shell) {
        var identity =
                "/subscriptions/x/resourceGroups/y/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-events";
        bench.set("EVENTS_IDENTITY_NAME", "id-events")
                .set(
                        "EXISTING_TOPICS",
                        "{\"%s\": \"%s\", \"/subscriptions/%s\": \"%s\"}"
                                .formatted(REGISTRY.toUpperCase(), TOPIC, HOME, TOPIC.replace("shared", "of-all")))
                .reply(
                        "az rest --method get --url /subscriptions/" + HOME
                                + "/providers/Microsoft.EventGrid/systemTopics?*",
                        page(
                                topic("\"" + REGISTRY + "\"", "{\"" + identity + "\": {}}"),
                                topic("\"/subscriptions/" + HOME + "\"", "{\"" + identity + "\": {}, \"b\": {}}")
                                        .replace("shared", "of-all")));

        var run = bench.run(shell, "preinstall");

        assertThat(run.exitCode()).as(run.out()).isZero();
    }

    @Test
    void bothScriptsNameTheMissingPropertiesOfAnExistingTopic() {
        bench.set("EVENTS_IDENTITY_NAME", "id-events")
                .set("AZURE_RESOURCE_GROUP", "rg-pull-responder")
                .set(
                        "EXISTING_TOPICS",
                        "{\"%1$s\": \"%2$s\", \"%3$s\": \"%2$s\", \"%4$s\": \"%5$s\", \"%6$s\": \"%2$s\"}"
                                .formatted(REGISTRY, TOPIC, CLUSTER, HOME, TOPIC.replace("shared", "full"), OTHER))
                .reply(
                        "az rest --method get --url /subscriptions/" + HOME
                                + "/providers/Microsoft.EventGrid/systemTopics?*",
                        page(
                                topic("\"" + REGISTRY + "\"", "{\"a\": {}}"),
                                topic("\"/subscriptions/" + HOME + "\"", "{\"a\": {}, \"b\": {}}")
                                        .replace("shared", "full"),
                                topic("\"" + CLUSTER + "\"", "null").replace("shared", "of-cluster")));

        var posix = bench.run(Shell.SH, "preinstall");

        assertThat(problems(posix))
                .containsExactly(
                        "The topic " + TOPIC.replace("shared", "full")
                                + " has two user-assigned identities already, and Azure allows no third one.",
                        "The topic " + TOPIC + " does not have the identity id-events.",
                        "EXISTING_TOPICS names " + TOPIC.toLowerCase() + " for " + CLUSTER.toLowerCase()
                                + ", which has another topic.",
                        "EXISTING_TOPICS names " + TOPIC.toLowerCase() + " for /subscriptions/" + OTHER
                                + ", which has no topic.");
        assertThat(posix.out())
                .contains(
                        "az rest --method patch --url '" + TOPIC
                                + "?api-version=2025-02-15' --body '{\"identity\":{\"type\":\"UserAssigned\",\"userAssignedIdentities\":{\"a\":{},\"/subscriptions/"
                                + HOME
                                + "/resourceGroups/rg-pull-responder/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-events\":{}}}}'");

        assertThat(bench.run(Shell.POWERSHELL, "preinstall").out().lines())
                .containsExactlyElementsOf(posix.out().lines().toList());
    }

    @ParameterizedTest
    @EnumSource
    void resourcesOfTheAppAreNoProblem(Shell shell) {
        bench.set("FUNCTION_APP_NAME", APP)
                .reply(
                        "az rest --method get --url /subscriptions/" + HOME
                                + "/providers/Microsoft.EventGrid/systemTopics?*",
                        page(topic("\"" + REGISTRY + "\"", "{}")
                                .replace("\"tags\": {}", "\"tags\": {\"pull-responder\": \"" + APP + "\"}")))
                .reply(
                        "az rest --method get *diagnosticSettings?*",
                        page(setting(APP, "\"category\": \"ContainerRegistryLoginEvents\", \"enabled\": true")));

        assertThat(bench.run(shell, "preinstall").exitCode()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void withoutASignInNothingElseIsChecked(Shell shell) {
        var run = bench.reply("az account show *", Reply.failure(1, "ERROR: Please run 'az login'"))
                .run(shell, "preinstall");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(problems(run)).singleElement().asString().contains("Not signed in to the subscription " + HOME);
        assertThat(run.az()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void withoutProgramsNothingElseIsChecked(Shell shell) {
        var run = bench.missing("az").missing("javac").run(shell, "preinstall");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(problems(run))
                .containsExactly(
                        "az is not installed.", "There is no JDK: javac is neither in JAVA_HOME nor on the PATH.");
    }

    @ParameterizedTest
    @EnumSource
    void namesEveryVariableThatIsMissing(Shell shell) {
        var run = bench.without("AZURE_LOCATION", "AZURE_ENV_NAME").run(shell, "preinstall");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Not set: AZURE_LOCATION AZURE_ENV_NAME");
        assertThat(run.allCalls()).isEmpty();
    }

    /** A template's new resource type must be among the types whose right is checked before. */
    @ParameterizedTest
    @ValueSource(strings = {"preinstall.jq", "preinstall.ps1"})
    void theRightToCreateIsCheckedForEveryTypeInTheTemplates(String file) throws IOException {
        var text = Files.readString(Path.of("infra", file));

        assertThat(createdTypes())
                .hasSizeGreaterThan(10)
                .allSatisfy(type ->
                        assertThat(text).contains(type.replace("Resources/", "Resources/subscriptions/") + "/write"));
    }

    /** Types with two segments: a right to write a resource includes the resources inside it. */
    private static Set<String> createdTypes() throws IOException {
        var created = Pattern.compile("^resource \\w+ '([^/']+/[^/@']+)[^']*' = ", Pattern.MULTILINE);
        try (Stream<Path> files = Files.walk(Path.of("infra"))) {
            var types = new TreeSet<String>();
            for (var file :
                    files.filter(text -> text.toString().endsWith(".bicep")).toList()) {
                created.matcher(Files.readString(file)).results().forEach(match -> types.add(match.group(1)));
            }
            return types;
        }
    }

    /** The lines under "Problems:" that are not a repair. */
    private static List<String> problems(Run run) {
        return run.out()
                .lines()
                .dropWhile(line -> !line.equals("Problems:"))
                .skip(1)
                .filter(line -> !line.startsWith("      "))
                .map(String::strip)
                .toList();
    }

    private static String topic(String source, String identities) {
        return ("{\"id\": \"%s\", \"name\": \"shared\", \"tags\": {}, \"identity\": {\"type\": \"UserAssigned\", \"userAssignedIdentities\": %s},"
                        + " \"properties\": {\"source\": %s}}")
                .formatted(TOPIC, identities, source);
    }

    private static String setting(String name, String log) {
        return "{\"name\": \"%s\", \"properties\": {\"workspaceId\": \"%s\", \"logs\": [{%s}]}}"
                .formatted(name, WORKSPACE.toUpperCase(), log);
    }

    private static String vault(String name, String protection) {
        return ("{\"name\": \"%s\", \"properties\": {\"location\": \"westeurope\", \"purgeProtectionEnabled\": %s,"
                        + " \"scheduledPurgeDate\": \"2026-12-01T08:00:00+00:00\", \"tags\": {\"azd-env-name\": \"pull-responder\"},"
                        + " \"vaultId\": \"/subscriptions/%s/resourceGroups/rg-pull-responder/providers/Microsoft.KeyVault/vaults/%s\"}}")
                .formatted(name, protection, HOME, name);
    }
}
