package io.github.pullresponder.infra.scripts;

import static io.github.pullresponder.infra.scripts.Installation.APP;
import static io.github.pullresponder.infra.scripts.Installation.HOME;
import static io.github.pullresponder.infra.scripts.Installation.OTHER;
import static io.github.pullresponder.infra.scripts.Installation.PRINCIPAL;
import static io.github.pullresponder.infra.scripts.Installation.REGISTRY;
import static io.github.pullresponder.infra.scripts.Installation.ROLE_GUID;
import static io.github.pullresponder.infra.scripts.Installation.assignment;
import static io.github.pullresponder.infra.scripts.Installation.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code remove.sh} and {@code remove.ps1}: the same calls and the same exit codes. */
@Tag("infrastructure")
class RemoveScriptTest {
    private static final String GROUP = "/subscriptions/" + HOME + "/resourceGroups/rg-pull-responder";
    private static final String SUBNET = "/subscriptions/" + HOME
            + "/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet/subnets/functions";
    private static final String IN_HOME = "--subscription " + HOME + " --resource-group ";
    private static final String DELETE = "rest --method delete --url ";
    private static final String ROLES = "/providers/Microsoft.Authorization/role";
    private static final String PURGE = "keyvault purge --subscription " + HOME
            + " --name pullresponder-k3v7q2xa --location westeurope --output none";

    private static final List<String> STEPS = List.of(
            "functionapp vnet-integration remove " + IN_HOME + "rg-pull-responder --name " + APP + " --output none",
            subscription(HOME, "rg-pull-responder", "-1", "-0"),
            subscription(HOME, "rg-pull-responder", "-1", "-1"),
            subscription(HOME, "rg-store", "-2", "-0"),
            subscription(HOME, "rg-store", "-3", "-0"),
            subscription(OTHER, "rg-" + APP, "-4", "-0"),
            subscription(OTHER, "rg-" + APP, "-4", "-1"),
            topic(HOME, "rg-pull-responder", "-1"),
            topic(HOME, "rg-store", "-2"),
            topic(HOME, "rg-store", "-3"),
            topic(OTHER, "rg-" + APP, "-4"),
            DELETE + "/subscriptions/" + HOME
                    + "/resourceGroups/rg-logs/providers/microsoft.insights/scheduledqueryrules/" + APP
                    + "-failed-pulls-logs-store?api-version=2023-12-01 --output none",
            DELETE + REGISTRY + "/providers/microsoft.insights/diagnosticSettings/" + APP
                    + "?api-version=2021-05-01-preview --output none",
            role(HOME, "Assignments/assigned-", "1P"),
            role(HOME, "Assignments/assigned-", "1R"),
            role(OTHER, "Assignments/assigned-", "2P"),
            role(OTHER, "Assignments/assigned-", "2R"),
            role(HOME, "Definitions/", "1P"),
            role(HOME, "Definitions/", "1R"),
            role(OTHER, "Definitions/", "2P"),
            role(OTHER, "Definitions/", "2R"),
            "group delete --subscription " + OTHER + " --name rg-" + APP + " --yes --output none",
            "group delete --subscription " + HOME + " --name rg-pull-responder --yes --output none",
            PURGE);

    private static final String OF_THE_APP = "{\"id\": \"/x/own\", \"tags\": {\"pull-responder\": \"" + APP + "\"}}";

    @TempDir
    private Path folder;

    private Bench bench;
    private Installation installation;

    @BeforeEach
    void aWholeInstallation() {
        bench = new Bench(folder);
        installation = Installation.whole(bench)
                .groups(HOME, "rg-pull-responder")
                .reply(
                        "rg-pull-responder/providers/Microsoft.Web/sites?",
                        page("{\"name\": \"%s\", \"properties\": {\"virtualNetworkSubnetId\": \"%s\"}}"
                                .formatted(APP, SUBNET)));
        bench.reply("az group exists *", "true\r\n")
                .reply("az functionapp vnet-integration remove *", Reply.nothing())
                .reply("az keyvault list-deleted *", Reply.of("[]"), Reply.of(vault("null")))
                .reply("az keyvault purge *", Reply.nothing());
    }

    @ParameterizedTest
    @EnumSource
    void removesEverythingInTheOrderInWhichAzureLetsItGo(Shell shell) {
        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.changes()).containsExactlyElementsOf(STEPS);
    }

    @Test
    void lineEndsOfWindowsAreNoPartOfNames() {
        var run = bench.jqOfWindows().run(Shell.SH, "remove", "--yes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.changes()).containsExactlyElementsOf(STEPS);
        assertThat(run.out()).doesNotContain("\r");
    }

    @Test
    void bothScriptsAskTheSameAndSayTheSame() {
        var posix = bench.run(Shell.SH, "remove", "--dry-run");
        var windows = bench.run(Shell.POWERSHELL, "remove", "--dry-run");

        assertThat(windows.allCalls()).isEqualTo(posix.allCalls());
        assertThat(windows.out().lines())
                .containsExactlyElementsOf(posix.out().lines().toList());
        assertThat(windows.exitCode()).isEqualTo(posix.exitCode()).isZero();
        assertThat(posix.out())
                .contains("subnet integration  " + APP + " in " + SUBNET, "kubectl delete", "workflow in Teams");
        assertThat(posix.changes()).isEmpty();
    }

    /** The first step of each kind; in PowerShell, which starts slowly, some of them. */
    static Stream<Arguments> failingSteps() {
        return Stream.concat(
                IntStream.of(0, 1, 7, 11, 12, 13, 17, 21, 22, 23).mapToObj(step -> Arguments.of(Shell.SH, step)),
                IntStream.of(0, 10, 13, 21, 23).mapToObj(step -> Arguments.of(Shell.POWERSHELL, step)));
    }

    @ParameterizedTest
    @MethodSource("failingSteps")
    void aStepThatFailsIsTheLastOneAndGivesItsExitCode(Shell shell, int step) {
        bench.reply("az " + STEPS.get(step), Reply.failure(3, "ERROR: Conflict"));

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.changes()).containsExactlyElementsOf(STEPS.subList(0, step + 1));
        assertThat(run.err()).contains("ERROR: Conflict", "Stopped: the ");
    }

    @ParameterizedTest
    @EnumSource
    void aDeletedResourceIsNotRemovedAgain(Shell shell) {
        var gone = new Bench(folder);
        Installation.none(gone);

        var run = gone.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Nothing to remove.");
        assertThat(run.changes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheVaultsNameIsLeft(Shell shell) {
        var gone = new Bench(folder);
        Installation.none(gone);
        gone.reply("az keyvault list-deleted *", vault("null")).reply("az keyvault purge *", Reply.nothing());

        var run = gone.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.changes()).containsExactly(PURGE);
    }

    @ParameterizedTest
    @EnumSource
    void theNameOfAProtectedVaultStaysTakenUntilADay(Shell shell) {
        bench.reply("az keyvault list-deleted *", Reply.of("[]"), Reply.of(vault("true")));

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.changes()).doesNotContain(PURGE);
        assertThat(run.out())
                .contains("remains reserved until 2026-12-01T08:00:00+00:00, because it has purge protection.")
                .contains("az keyvault recover --subscription " + HOME + " --name 'pullresponder-k3v7q2xa'");
    }

    /** "azd down" removes the name of the group from the environment; the vault still has it. */
    @ParameterizedTest
    @EnumSource
    void theGroupOfAProtectedVaultIsNamedByTheVault(Shell shell) {
        var gone = new Bench(folder);
        Installation.none(gone);
        gone.without("AZURE_RESOURCE_GROUP", "APP_PRINCIPAL_ID", "VAULT_NAME")
                .reply(
                        "az keyvault list-deleted *",
                        vault(
                                "true, \"vaultId\": \"/subscriptions/x/resourceGroups/rg-of-vault/providers/Microsoft.KeyVault/vaults/v\""));

        var run = gone.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("--name 'rg-of-vault' --location westeurope");
    }

    /** Two lines that say the same would look like a mistake. */
    @ParameterizedTest
    @EnumSource
    void anAssignmentToAFormerIdentityIsNamedWithIt(Shell shell) {
        installation.list(
                HOME,
                "Microsoft.Authorization/roleAssignments",
                assignment("/subscriptions/" + HOME, "own", ROLE_GUID + "1R"),
                assignment("/subscriptions/" + HOME, "of-the-former", ROLE_GUID + "1R")
                        .replace(PRINCIPAL, "11111111-0000-4000-8000-000000000000"));

        assertThat(bench.run(shell, "remove", "--dry-run").out().lines())
                .filteredOn(line -> line.contains("role assignment") && line.contains("/subscriptions/" + HOME))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).endsWith(" at /subscriptions/" + HOME),
                        line -> assertThat(line).endsWith(", of 11111111-0000-4000-8000-000000000000"));
    }

    @ParameterizedTest
    @EnumSource
    void explainsHowToFindTheNameOfTheApp(Shell shell) {
        var run = bench.without("FUNCTION_APP_NAME").run(shell, "remove", "--yes");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.allCalls()).isEmpty();
        assertThat(run.err())
                .contains("az group list --tag pull-responder --query \"[].tags\"", "Not set: FUNCTION_APP_NAME");
        assertThat(bench.set("FUNCTION_APP_NAME", APP)
                        .without("AZURE_SUBSCRIPTION_ID")
                        .run(shell, "remove", "--yes")
                        .err())
                .doesNotContain("az group list");
    }

    /** The script deletes a group only if its tag shows that it belongs to the app. */
    @ParameterizedTest
    @EnumSource
    void aGroupWithoutTheAppsTagStays(Shell shell) {
        installation.groups(HOME);

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("The group rg-pull-responder remains, because it has no tag pull-responder=" + APP);
        assertThat(run.changes()).noneMatch(text -> text.contains("group delete --subscription " + HOME));
    }

    @ParameterizedTest
    @EnumSource
    void aNameStaysOneArgument(Shell shell) {
        installation.groups(HOME, "rg (it's) \\\"new\\\" $HOME");
        bench.set("AZURE_RESOURCE_GROUP", "rg (it's) \"new\" $HOME");

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.calls("az"))
                .contains(List.of(
                        "group",
                        "delete",
                        "--subscription",
                        HOME,
                        "--name",
                        "rg (it's) \"new\" $HOME",
                        "--yes",
                        "--output",
                        "none"));
    }

    /** The tag says that the app was deployed into the group, not that nothing else was. */
    @ParameterizedTest
    @EnumSource
    void theGroupStaysIfSomethingOfOthersIsInIt(Shell shell) {
        bench.reply(
                "az resource list --subscription " + HOME + " *",
                "[{\"id\": \"/x/prod\", \"type\": \"Microsoft.Sql/servers\"}, " + OF_THE_APP + "]");

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "The group rg-pull-responder remains, because it contains resources without the tag of the app:",
                        "  /x/prod")
                .doesNotContain("/x/own");
        assertThat(run.changes())
                .noneMatch(text -> text.contains("group delete --subscription " + HOME) || text.contains("purge"))
                .anyMatch(text -> text.contains("vnet-integration remove"))
                .anyMatch(text -> text.contains("/roleDefinitions/"));
    }

    /** Azure creates these automatically, without the app's tag. */
    @ParameterizedTest
    @EnumSource
    void theGroupIsDeletedWithTheResourcesOfApplicationInsights(Shell shell) {
        bench.reply(
                "az resource list --subscription " + HOME + " *",
                "[{\"id\": \"/x/rule\", \"type\": \"microsoft.alertsmanagement/smartDetectorAlertRules\"},"
                        + " {\"id\": \"/x/group\", \"type\": \"microsoft.insights/actiongroups\","
                        + " \"name\": \"Application Insights Smart Detection\"}, " + OF_THE_APP + "]");

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.changes()).anyMatch(text -> text.contains("group delete --subscription " + HOME));
    }

    /** Unreadable resources may be in use by others. */
    @ParameterizedTest
    @CsvSource({
        "SH, evgt-pull-responder-k3v7q2xa-1/eventSubscriptions?",
        "POWERSHELL, evgt-pull-responder-k3v7q2xa-1/eventSubscriptions?",
        "SH, 2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/providers/Microsoft.EventGrid/systemTopics?",
        "POWERSHELL, 2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/providers/Microsoft.EventGrid/systemTopics?"
    })
    void theGroupStaysIfItsTopicsCannotBeRead(Shell shell, String list) {
        installation.reply(list, Reply.forbidden());

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("The group rg-pull-responder remains, because the users of a topic in it could not be read.");
        assertThat(run.changes())
                .noneMatch(text -> text.contains("group delete --subscription " + HOME))
                .doesNotContain(topic(HOME, "rg-pull-responder", "-1"));
    }

    @ParameterizedTest
    @EnumSource
    void aTopicElsewhereWhoseEventSubscriptionsCannotBeReadStays(Shell shell) {
        installation.reply("evgt-" + APP + "-2/eventSubscriptions?", Reply.forbidden());

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.changes())
                .doesNotContain(topic(HOME, "rg-store", "-2"))
                .contains(topic(HOME, "rg-store", "-3"))
                .anyMatch(text -> text.contains("group delete --subscription " + HOME));
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonThatKeepsTheGroupIsNamed(Shell shell) {
        installation.eventSubscriptions("evgt-" + APP + "-1", APP + "-0", "of-another");
        bench.reply(
                "az resource list --subscription " + HOME + " *",
                "[{\"id\": \"/x/prod\", \"type\": \"Microsoft.Insights/actionGroups\", \"name\": \"on-call\"}]");

        assertThat(bench.run(shell, "remove", "--dry-run").out())
                .contains("others have event subscriptions at a topic in it:", "systemTopics/evgt-" + APP + "-1")
                .contains("it contains resources without the tag of the app:", "  /x/prod")
                .contains("The resources of the app in it remain, too. To delete the whole group:")
                .containsOnlyOnce("az group delete");
    }

    /** Another installation may use the topic of this one; without the topic, it would get no more events. */
    @ParameterizedTest
    @EnumSource
    void theGroupStaysIfOthersUseATopicInIt(Shell shell) {
        installation.eventSubscriptions("evgt-" + APP + "-1", APP + "-0", APP + "-1", "pull-responder-bbbbbbbb-0");

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "The group rg-pull-responder remains, because others have event subscriptions at a topic in it:");
        assertThat(run.changes())
                .noneMatch(text -> text.contains("group delete --subscription " + HOME))
                .doesNotContain(topic(HOME, "rg-pull-responder", "-1"))
                .noneMatch(text -> text.contains("bbbbbbbb"));
    }

    /** "azd down" removes the outputs from the environment, and the identity; the roles stay. */
    @ParameterizedTest
    @EnumSource
    void findsRemainingResourcesByTheNameOfTheAppAlone(Shell shell) {
        installation.list(
                HOME,
                "Microsoft.Authorization/roleAssignments",
                assignment("/subscriptions/" + HOME, "of-the-former", Installation.ROLE_GUID + "1R")
                        .replace(Installation.PRINCIPAL, "11111111-0000-4000-8000-000000000000"),
                assignment("/subscriptions/" + HOME, "of-someone", "acdd72a7")
                        .replace(Installation.PRINCIPAL, "22222222-0000-4000-8000-000000000000"));

        var run = bench.without("AZURE_RESOURCE_GROUP", "APP_PRINCIPAL_ID", "VAULT_NAME")
                .run(shell, "remove", "--yes");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.changes())
                .anyMatch(text -> text.contains("roleAssignments/of-the-former"))
                .noneMatch(text -> text.contains("of-someone"))
                .anyMatch(text -> text.contains("group delete --subscription " + HOME + " --name rg-pull-responder"))
                .anyMatch(text -> text.contains("keyvault purge") && text.contains("pullresponder-k3v7q2xa"));
    }

    @ParameterizedTest
    @EnumSource
    void aGroupElsewhereWithOtherResourcesStays(Shell shell) {
        bench.reply("az resource list --subscription " + OTHER + " *", "[{\"id\": \"/x/theirs\"}]");

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("remains, because it contains other resources:", "  /x/theirs");
        assertThat(run.changes()).noneMatch(text -> text.contains("group delete --subscription " + OTHER));
    }

    @ParameterizedTest
    @EnumSource
    void aTopicThatOthersUseStays(Shell shell) {
        installation.eventSubscriptions("evgt-" + APP + "-2", APP + "-0", "of-another");

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.out())
                .contains("The topic evgt-" + APP + "-2 remains: others have event subscriptions there: of-another.");
        assertThat(run.changes())
                .contains(subscription(HOME, "rg-store", "-2", "-0"))
                .doesNotContain(topic(HOME, "rg-store", "-2"));
    }

    @ParameterizedTest
    @EnumSource
    void anAssignmentThatSomeoneMadeIsNamed(Shell shell) {
        installation.list(
                HOME,
                "Microsoft.Authorization/roleAssignments",
                assignment("/providers/Microsoft.Management/managementGroups/all", "by-hand", "b24988ac"),
                assignment(GROUP + "/providers/Microsoft.Storage/storageAccounts/s", "of-the-group", "b7e6dc6d"));

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.out())
                .contains(
                        "az role assignment delete --ids '/providers/Microsoft.Management/managementGroups/all/providers/Microsoft.Authorization/roleAssignments/by-hand'")
                .doesNotContain("of-the-group");
        assertThat(run.changes()).noneMatch(text -> text.contains("by-hand"));
    }

    @ParameterizedTest
    @EnumSource
    void unreadableDataIsReportedAndFails(Shell shell) {
        installation
                .reply(
                        "/subscriptions/" + OTHER + "/providers/Microsoft.EventGrid/systemTopics?",
                        Reply.forbidden().warning("be patient"))
                .reply(
                        "/subscriptions/" + OTHER + "/providers/Microsoft.ContainerRegistry/registries?",
                        Reply.nothing());

        var run = bench.run(shell, "remove", "--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("topics of subscription " + OTHER + ": ERROR: Forbidden")
                .contains("registries of subscription " + OTHER + ": ")
                .doesNotContain("be patient");
        assertThat(run.changes()).contains(PURGE);
    }

    @ParameterizedTest
    @EnumSource
    void everyPageIsRead(Shell shell) {
        installation
                .reply(
                        "/subscriptions/" + HOME + "/providers/Microsoft.Insights/scheduledQueryRules?",
                        "{\"value\": [], \"nextLink\": \"https://management.azure.com/rules?$skiptoken=a b&x='1'\"}")
                .reply(
                        "https://management.azure.com/rules?$skiptoken=a b&x='1'",
                        page(Installation.rule("on-page-two", "/x")));

        assertThat(bench.run(shell, "remove", "--dry-run").out()).contains(APP + "-failed-pulls-on-page-two");
    }

    @ParameterizedTest
    @CsvSource({
        "SH, y, 0, 24",
        "POWERSHELL, Yes, 0, 24",
        "SH, n, 1, 0",
        "POWERSHELL, n, 1, 0",
        "SH, '', 1, 0",
        "POWERSHELL, '', 1, 0"
    })
    void asksBefore(Shell shell, String answer, int exitCode, int changes) {
        var run = bench.type(answer).run(shell, "remove");

        assertThat(run.out()).contains("Remove these? [y/N]");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.changes()).hasSize(changes);
    }

    @ParameterizedTest
    @EnumSource
    void namesMissingSettings(Shell shell) {
        assertThat(bench.run(shell, "remove", "--force").exitCode()).isEqualTo(2);

        var run = bench.without("AZURE_SUBSCRIPTION_ID", "FUNCTION_APP_NAME").run(shell, "remove", "--yes");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.allCalls()).isEmpty();
        assertThat(run.err()).contains("Not set: AZURE_SUBSCRIPTION_ID FUNCTION_APP_NAME", "az resource list --tag");
    }

    @ParameterizedTest
    @EnumSource
    void stopsWithoutSignIn(Shell shell) {
        var run = bench.reply("az account show *", Reply.failure(1, "ERROR: az login"))
                .run(shell, "remove", "--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.az()).hasSize(1);
    }

    @Test
    void explainsHowToRevokeThePermissionOfTheDirectory() {
        assertThat(bench.run(Shell.SH, "remove", "--dry-run").out())
                .contains("infra/grant-graph.sh --revoke '" + PRINCIPAL + "'");
    }

    private static String vault(String protection) {
        return ("[{\"id\": \"/x\", \"name\": \"another\", \"properties\": {}}, {\"id\": \"/y\", \"name\": \"pullresponder-k3v7q2xa\","
                        + " \"properties\": {\"location\": \"westeurope\", \"purgeProtectionEnabled\": %s,"
                        + " \"scheduledPurgeDate\": \"2026-12-01T08:00:00+00:00\"}, \"type\": \"Microsoft.KeyVault/deletedVaults\"}]")
                .formatted(protection);
    }

    private static String subscription(String subscription, String group, String topic, String number) {
        return "eventgrid system-topic event-subscription delete --subscription %s --resource-group %s --system-topic-name evgt-%s%s --name %s%s --yes --output none"
                .formatted(subscription, group, APP, topic, APP, number);
    }

    private static String topic(String subscription, String group, String topic) {
        return "eventgrid system-topic delete --subscription %s --resource-group %s --name evgt-%s%s --yes --output none"
                .formatted(subscription, group, APP, topic);
    }

    private static String role(String subscription, String kind, String end) {
        return DELETE + "/subscriptions/" + subscription + ROLES + kind + ROLE_GUID + end
                + "?api-version=2022-04-01 --output none";
    }
}
