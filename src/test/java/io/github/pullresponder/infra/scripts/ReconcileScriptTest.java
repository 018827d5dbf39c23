package io.github.pullresponder.infra.scripts;

import static io.github.pullresponder.infra.scripts.Installation.APP;
import static io.github.pullresponder.infra.scripts.Installation.CLUSTER;
import static io.github.pullresponder.infra.scripts.Installation.HOME;
import static io.github.pullresponder.infra.scripts.Installation.OTHER;
import static io.github.pullresponder.infra.scripts.Installation.PRINCIPAL;
import static io.github.pullresponder.infra.scripts.Installation.REGISTRY;
import static io.github.pullresponder.infra.scripts.Installation.ROLE_GUID;
import static io.github.pullresponder.infra.scripts.Installation.WORKSPACE;
import static io.github.pullresponder.infra.scripts.Installation.assignment;
import static io.github.pullresponder.infra.scripts.Installation.definition;
import static io.github.pullresponder.infra.scripts.Installation.page;
import static io.github.pullresponder.infra.scripts.Installation.subscription;
import static io.github.pullresponder.infra.scripts.Installation.topic;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code reconcile.sh}: the app's resources and rights that the templates no longer contain. */
@Tag("infrastructure")
class ReconcileScriptTest {
    private static final String DELETE = "rest --method delete --url ";
    private static final String ROLES = "/providers/Microsoft.Authorization/role";

    @TempDir
    private Path folder;

    private Bench bench;
    private Installation installation;

    @BeforeEach
    void anInstallationThatWatchesBothSubscriptions() {
        bench = new Bench(folder);
        installation = Installation.whole(bench);
        bench.set("WATCHED_SUBSCRIPTIONS", "[\"%s\",\r\n \"%s\"]".formatted(HOME, OTHER))
                .set("WATCHED_REGISTRIES", "[\"" + REGISTRY.toUpperCase() + "\"]")
                .set("WATCHED_CLUSTERS", "[\"" + CLUSTER + "\"]")
                .set("WATCHED_WORKSPACES", "[\"" + WORKSPACE + "\"]")
                .set("REGISTRY_LOGS_WORKSPACE_ID", WORKSPACE)
                .set("EXISTING_TOPICS", "")
                .set("PULLRESPONDER_PULL_SECRETS", "true")
                .set("PULLRESPONDER_ADMIN_PASSWORDS", "false")
                .set("PULLRESPONDER_CATALOG", "false")
                .set("PULLRESPONDER_DIRECTORY", "false");
    }

    /** A person may enter the app's own topic there, once it exists. It is still the required topic. */
    @Test
    void theAppsOwnTopicInTheVariableIsNotAnotherOne() {
        bench.set(
                "EXISTING_TOPICS",
                "{\"%s\": \"/subscriptions/%s/resourceGroups/rg-pull-responder/providers/Microsoft.EventGrid/systemTopics/evgt-%s-1\"}"
                        .formatted(HOME, HOME, APP));

        var run = reconcile("--yes");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.changes()).isEmpty();
    }

    @Test
    void resourcesInTheVariablesStay() {
        var run = reconcile("--yes");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("Nothing to remove.");
        assertThat(run.changes()).isEmpty();
    }

    @Test
    void lineEndsOfWindowsAreNoPartOfNames() {
        var run = bench.jqOfWindows().run(Shell.SH, "reconcile", "--yes");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.changes()).isEmpty();
    }

    /** The order counts: a role definition cannot be deleted while it is assigned. */
    @Test
    void aCapabilityThatWasSwitchedOffLosesItsRights() {
        var run = bench.set("PULLRESPONDER_PULL_SECRETS", "false").run(Shell.SH, "reconcile", "--yes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.changes())
                .containsExactly(
                        DELETE + "/subscriptions/" + HOME + ROLES + "Assignments/assigned-" + ROLE_GUID
                                + "1P?api-version=2022-04-01 --output none",
                        DELETE + "/subscriptions/" + OTHER + ROLES + "Assignments/assigned-" + ROLE_GUID
                                + "2P?api-version=2022-04-01 --output none",
                        DELETE + "/subscriptions/" + HOME + ROLES + "Definitions/" + ROLE_GUID
                                + "1P?api-version=2022-04-01 --output none",
                        DELETE + "/subscriptions/" + OTHER + ROLES + "Definitions/" + ROLE_GUID
                                + "2P?api-version=2022-04-01 --output none");
    }

    @Test
    void aSubscriptionThatIsNoLongerWatchedLosesAllThatWasMadeThere() {
        var run = bench.set("WATCHED_SUBSCRIPTIONS", "[\"" + HOME + "\"]").run(Shell.SH, "reconcile", "--yes");

        var topic = "--subscription " + OTHER + " --resource-group rg-" + APP;
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.changes())
                .containsExactly(
                        "eventgrid system-topic event-subscription delete " + topic + " --system-topic-name evgt-" + APP
                                + "-4 --name " + APP + "-0 --yes --output none",
                        "eventgrid system-topic event-subscription delete " + topic + " --system-topic-name evgt-" + APP
                                + "-4 --name " + APP + "-1 --yes --output none",
                        "eventgrid system-topic delete " + topic + " --name evgt-" + APP + "-4 --yes --output none",
                        DELETE + "/subscriptions/" + OTHER + ROLES + "Assignments/assigned-" + ROLE_GUID
                                + "2P?api-version=2022-04-01 --output none",
                        DELETE + "/subscriptions/" + OTHER + ROLES + "Assignments/assigned-" + ROLE_GUID
                                + "2R?api-version=2022-04-01 --output none",
                        DELETE + "/subscriptions/" + OTHER + ROLES + "Definitions/" + ROLE_GUID
                                + "2P?api-version=2022-04-01 --output none",
                        DELETE + "/subscriptions/" + OTHER + ROLES + "Definitions/" + ROLE_GUID
                                + "2R?api-version=2022-04-01 --output none",
                        "group delete --subscription " + OTHER + " --name rg-" + APP + " --yes --output none");
    }

    @Test
    void aGroupWithOtherResourcesStays() {
        var run = bench.set("WATCHED_SUBSCRIPTIONS", "[]")
                .reply("az resource list *", "[{\"id\": \"/subscriptions/x/of-another-team\"}]")
                .run(Shell.SH, "reconcile", "--yes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("remains, because it contains other resources:", "of-another-team");
        assertThat(run.changes()).noneMatch(text -> text.startsWith("group delete"));
    }

    @Test
    void sourcesThatAreNoLongerWatchedLoseTopicsRulesAndSettings() {
        var run = bench.set("WATCHED_REGISTRIES", "[]")
                .set("WATCHED_CLUSTERS", "")
                .set("WATCHED_WORKSPACES", "[]")
                .run(Shell.SH, "reconcile", "--yes");

        assertThat(run.changes())
                .extracting(text -> text.replaceAll(" --output none| --yes", "").replaceAll(".*[/ ]", ""))
                .containsExactly(
                        APP + "-0",
                        APP + "-0",
                        "evgt-" + APP + "-2",
                        "evgt-" + APP + "-3",
                        APP + "-failed-pulls-logs-store?api-version=2023-12-01",
                        APP + "?api-version=2021-05-01-preview");
    }

    @Test
    void withoutRegistryLogsTheDiagnosticSettingGoes() {
        var run = bench.set("REGISTRY_LOGS_WORKSPACE_ID", "").run(Shell.SH, "reconcile", "--yes");

        assertThat(run.changes())
                .containsExactly(DELETE + REGISTRY + "/providers/microsoft.insights/diagnosticSettings/" + APP
                        + "?api-version=2021-05-01-preview --output none");
    }

    @Test
    void anotherDiagnosticSettingStays() {
        installation.diagnosticSettings("policy-of-the-platform");

        assertThat(bench.set("REGISTRY_LOGS_WORKSPACE_ID", "")
                        .run(Shell.SH, "reconcile", "--yes")
                        .changes())
                .isEmpty();
    }

    /** On a topic that existed before, only the app's event subscriptions belong to the app. */
    @Test
    void onATopicOfOthersOnlyTheAppsEventSubscriptionsGo() {
        installation
                .topics(
                        HOME,
                        topic(
                                HOME,
                                "rg-store",
                                "shared-2",
                                REGISTRY,
                                "Microsoft.ContainerRegistry.Registries",
                                "another"))
                .eventSubscriptions("shared-2", APP + "-0", "of-another", APP + "-old");

        var run = bench.set("WATCHED_REGISTRIES", "[]")
                .set("REGISTRY_LOGS_WORKSPACE_ID", "")
                .run(Shell.SH, "reconcile", "--yes");

        assertThat(run.changes().stream().filter(text -> text.startsWith("eventgrid")))
                .containsExactly("eventgrid system-topic event-subscription delete --subscription " + HOME
                        + " --resource-group rg-store --system-topic-name shared-2 --name " + APP
                        + "-0 --yes --output none");
    }

    @Test
    void anEventSubscriptionOnATopicOfExistingTopicsStays() {
        installation
                .topics(
                        HOME,
                        topic(
                                HOME,
                                "rg-store",
                                "shared-2",
                                REGISTRY,
                                "Microsoft.ContainerRegistry.Registries",
                                "another"))
                .eventSubscriptions("shared-2", APP + "-0");

        var run = bench.set(
                        "EXISTING_TOPICS",
                        "{\"%s\": \"/subscriptions/%s/resourceGroups/rg-store/providers/Microsoft.EventGrid/systemTopics/SHARED-2\"}"
                                .formatted(REGISTRY, HOME))
                .run(Shell.SH, "reconcile", "--yes");

        assertThat(run.changes()).isEmpty();
    }

    @Test
    void aTopicOfTheAppThatOthersUseStaysAndIsNamed() {
        installation.eventSubscriptions("evgt-" + APP + "-2", APP + "-0", "of-another");

        var run = bench.set("WATCHED_REGISTRIES", "[]").run(Shell.SH, "reconcile", "--yes");

        assertThat(run.out())
                .contains("The topic evgt-" + APP + "-2 remains: others have event subscriptions there: of-another.");
        assertThat(run.changes().stream().filter(text -> text.startsWith("eventgrid")))
                .singleElement()
                .asString()
                .contains("event-subscription delete", APP + "-0");
    }

    /** Roles of an installation that defined each role once, assignable in all watched subscriptions. */
    @Test
    void rolesOfAnOlderVersionGo() {
        installation
                .list(
                        HOME,
                        "Microsoft.Authorization/roleDefinitions",
                        definition(HOME, "old", "Pull Responder Reader (" + APP + ")"))
                .list(
                        OTHER,
                        "Microsoft.Authorization/roleDefinitions",
                        definition(OTHER, "old", "Pull Responder Reader (" + APP + ")"))
                .list(HOME, "Microsoft.Authorization/roleAssignments", assignment("/subscriptions/" + HOME, "a", "OLD"))
                .list(
                        OTHER,
                        "Microsoft.Authorization/roleAssignments",
                        assignment("/subscriptions/" + OTHER, "b", "old"));

        assertThat(reconcile("--yes").changes())
                .extracting(text -> text.replaceAll(".*/(.*)\\?.*", "$1"))
                .containsExactly("a", "b", "old");
    }

    @Test
    void rolesOfAnotherInstallationStay() {
        var guid = "theirs";
        installation
                .list(
                        HOME,
                        "Microsoft.Authorization/roleDefinitions",
                        definition(HOME, guid, "Pull Responder Reader (%s-2, %s)".formatted(APP, HOME)),
                        definition(HOME, "mine", "Store (" + APP + ")"))
                .list(HOME, "Microsoft.Authorization/roleAssignments");

        assertThat(reconcile("--yes").changes()).isEmpty();
    }

    @Test
    void anAssignmentThatSomeoneMadeIsNamedAndStays() {
        installation.list(
                HOME,
                "Microsoft.Authorization/roleAssignments",
                assignment(
                        "/subscriptions/" + HOME
                                + "/resourceGroups/RG-pull-responder/providers/Microsoft.Storage/storageAccounts/s",
                        "own",
                        "b7e6dc6d"),
                assignment("/providers/Microsoft.Management/managementGroups/mg's", "by-hand", "b24988ac"));

        var run = reconcile("--yes");

        assertThat(run.exitCode()).isZero();
        assertThat(run.changes()).isEmpty();
        assertThat(run.out())
                .contains(
                        "a role that the templates did not assign, at /providers/Microsoft.Management/managementGroups/mg's")
                .contains(
                        "az role assignment delete --ids '/providers/Microsoft.Management/managementGroups/mg'\\''s/providers/Microsoft.Authorization/roleAssignments/by-hand'")
                .doesNotContain("roleAssignments/own");
    }

    @Test
    void everyPageIsRead() {
        installation
                .reply(
                        "/subscriptions/" + HOME + "/providers/Microsoft.Insights/scheduledQueryRules?",
                        "{\"value\": [], \"nextLink\": \"https://management.azure.com/rules?$skiptoken=a b&x='1'\"}")
                .reply(
                        "https://management.azure.com/rules?$skiptoken=a b&x='1'",
                        page(Installation.rule("gone", "/subscriptions/x/gone")));

        assertThat(reconcile("--yes").changes()).singleElement().asString().contains(APP + "-failed-pulls-gone");
    }

    @Test
    void unreadableDataIsReportedAndFails() {
        installation.reply(
                "/subscriptions/" + OTHER + "/providers/Microsoft.Authorization/roleAssignments?",
                Reply.forbidden().warning("be patient"));

        var run = reconcile("--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "Not checked, because they cannot be read:",
                        "role assignments of subscription " + OTHER + ": ERROR: Forbidden")
                .doesNotContain("be patient");
    }

    /** An exit code of 0 without an answer is no proof of absence. */
    @Test
    void noAnswerIsNotAnEmptyList() {
        installation.reply("/subscriptions/" + OTHER + "/providers/Microsoft.EventGrid/systemTopics?", Reply.nothing());

        var run = reconcile("--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("topics of subscription " + OTHER + ": az gave an unreadable answer.");
    }

    /** An answer of another shape must not look like an empty list. */
    @Test
    void anAnswerThatIsNotUnderstoodStopsBeforeAnyChange() {
        installation.list(
                OTHER,
                "Microsoft.EventGrid/systemTopics",
                "{\"id\": \"a\", \"name\": 7, \"properties\": {\"source\": []}}");

        var run = reconcile("--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Azure's answer cannot be parsed:");
        assertThat(run.changes()).isEmpty();
    }

    @Test
    void aProviderThatIsNotRegisteredHasNothing() {
        installation.reply(
                "/subscriptions/" + OTHER + "/providers/Microsoft.ContainerRegistry/registries?",
                Reply.failure(1, "ERROR: Conflict({\"error\":{\"code\":\"MissingSubscriptionRegistration\"}})"));

        assertThat(reconcile("--yes").exitCode()).isZero();
    }

    @Test
    void aDisabledSubscriptionIsLeftOut() {
        installation.reply(
                "/subscriptions?api-version=2022-12-01",
                page(subscription(HOME, "Enabled"), subscription(OTHER, "Disabled")));

        assertThat(reconcile("--yes").az()).noneMatch(text -> text.contains(OTHER));
    }

    @Test
    void aGraphPermissionThatIsNotUsedIsNamed() {
        installation.reply(
                "https://graph.microsoft.com/v1.0/servicePrincipals/" + PRINCIPAL + "/appRoleAssignments",
                page("{\"appRoleId\": \"9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30\"}"));

        assertThat(reconcile("--yes").out()).contains("infra/grant-graph.sh --revoke '" + PRINCIPAL + "'");
        assertThat(bench.set("PULLRESPONDER_DIRECTORY", "true")
                        .run(Shell.SH, "reconcile", "--yes")
                        .out())
                .doesNotContain("grant-graph.sh");
    }

    @Test
    void aDryRunChangesNothing() {
        var run = bench.set("PULLRESPONDER_PULL_SECRETS", "false").run(Shell.SH, "reconcile", "--dry-run");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("role assignment     Pull Responder Pull Secrets (" + APP + ", " + HOME
                        + ") at /subscriptions/" + HOME);
        assertThat(run.changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"y, 0, 4", "YES, 0, 4", "n, 1, 0", "'', 1, 0"})
    void asksBefore(String answer, int exitCode, int changes) {
        var run = bench.set("PULLRESPONDER_PULL_SECRETS", "false").type(answer).run(Shell.SH, "reconcile");

        assertThat(run.out()).contains("Remove these? [y/N]");
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.changes()).hasSize(changes);
    }

    @Test
    void stopsAtTheFirstFailureWithItsExitCode() {
        var run = bench.set("PULLRESPONDER_PULL_SECRETS", "false")
                .reply("az rest --method delete *", Reply.nothing(), Reply.failure(3, "ERROR: Forbidden"))
                .run(Shell.SH, "reconcile", "--yes");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.changes()).hasSize(2);
        assertThat(run.err()).contains("Stopped: the role assignment was not removed.");
    }

    /** A shell without the variables must not remove everything. */
    @Test
    void withYesEveryVariableMustBeSet() {
        bench.without("WATCHED_SUBSCRIPTIONS", "EXISTING_TOPICS", "PULLRESPONDER_CATALOG");

        var run = reconcile("--yes");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.allCalls()).isEmpty();
        assertThat(run.err()).contains("Not set: WATCHED_SUBSCRIPTIONS EXISTING_TOPICS PULLRESPONDER_CATALOG.");

        assertThat(bench.type("n").run(Shell.SH, "reconcile").out())
                .startsWith("Not set, the app's own subscription is used: WATCHED_SUBSCRIPTIONS\n"
                        + "Not set, counts as empty: EXISTING_TOPICS\n"
                        + "Not set, counts as off: PULLRESPONDER_CATALOG\n")
                .contains("Remove these? [y/N]");
    }

    @Test
    void everyVariableThatIsComparedMustBeSet() {
        var compared = List.of(
                "WATCHED_SUBSCRIPTIONS",
                "WATCHED_REGISTRIES",
                "WATCHED_CLUSTERS",
                "WATCHED_WORKSPACES",
                "EXISTING_TOPICS",
                "REGISTRY_LOGS_WORKSPACE_ID",
                "PULLRESPONDER_PULL_SECRETS",
                "PULLRESPONDER_ADMIN_PASSWORDS",
                "PULLRESPONDER_CATALOG",
                "PULLRESPONDER_DIRECTORY");

        var run = bench.without(compared.toArray(String[]::new)).run(Shell.SH, "reconcile", "--yes");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Not set: " + String.join(" ", compared) + ".");
    }

    @Test
    void theAppsOwnTopicInAGroupElsewhereKeepsThatGroup() {
        bench.set(
                "EXISTING_TOPICS",
                "{\"%s\": \"/subscriptions/%1$s/resourceGroups/RG-%s/providers/Microsoft.EventGrid/systemTopics/evgt-%2$s-4\"}"
                        .formatted(OTHER, APP));

        assertThat(reconcile("--yes").changes()).isEmpty();
    }

    @Test
    void aReplacedTopicIsDeletedWithItsGroup() {
        bench.set(
                "EXISTING_TOPICS",
                "{\"%s\": \"/subscriptions/%1$s/resourceGroups/rg-events/providers/Microsoft.EventGrid/systemTopics/changes\"}"
                        .formatted(OTHER));

        assertThat(reconcile("--yes").changes())
                .anyMatch(
                        text -> text.startsWith("eventgrid system-topic delete") && text.contains("evgt-" + APP + "-4"))
                .anyMatch(text -> text.startsWith("group delete") && text.contains("rg-" + APP));
    }

    @Test
    void anUnwantedTopicWhoseEventSubscriptionsCannotBeReadStays() {
        installation.reply("evgt-" + APP + "-2/eventSubscriptions?", Reply.forbidden());

        var run = bench.set("WATCHED_REGISTRIES", "[]").run(Shell.SH, "reconcile", "--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.changes()).noneMatch(text -> text.startsWith("eventgrid"));
    }

    /** After the app was created again, assignments of its former identity prevent the deletion of a role. */
    @Test
    void anAssignmentToAFormerIdentityGoesBeforeItsRole() {
        installation.list(
                HOME,
                "Microsoft.Authorization/roleAssignments",
                assignment("/subscriptions/" + HOME + "/resourceGroups/rg-store", "former", ROLE_GUID + "1P")
                        .replace(PRINCIPAL, "11111111-0000-4000-8000-000000000000"),
                assignment("/subscriptions/" + HOME, "of-a-person", "acdd72a7")
                        .replace(PRINCIPAL, "22222222-0000-4000-8000-000000000000"));

        var run = bench.set("PULLRESPONDER_PULL_SECRETS", "false").run(Shell.SH, "reconcile", "--yes");

        assertThat(run.out()).doesNotContain("of-a-person");
        assertThat(run.changes())
                .extracting(text -> text.replaceAll(".*/(.*)\\?.*", "$1"))
                .containsExactly("former", "assigned-" + ROLE_GUID + "2P", ROLE_GUID + "1P", ROLE_GUID + "2P");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WATCHED_REGISTRIES", "EXISTING_TOPICS"})
    void aVariableThatIsNotJsonIsNamed(String variable) {
        var run = bench.set(variable, "not json").run(Shell.SH, "reconcile", "--yes");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(variable + " is not JSON");
        assertThat(run.allCalls()).isEmpty();
    }

    @Test
    void namesMissingSettings() {
        var run = bench.without("FUNCTION_APP_NAME", "APP_PRINCIPAL_ID").run(Shell.SH, "reconcile", "--yes");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Not set: FUNCTION_APP_NAME APP_PRINCIPAL_ID");
        assertThat(reconcile("--force").exitCode()).isEqualTo(2);
    }

    @Test
    void stopsWithoutSignIn() {
        var run = bench.reply("az account show *", Reply.failure(1, "ERROR: az login"))
                .run(Shell.SH, "reconcile", "--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.az()).isEqualTo(List.of("account show --subscription " + HOME + " --output none"));
    }

    private Run reconcile(String... arguments) {
        return bench.run(Shell.SH, "reconcile", arguments);
    }
}
