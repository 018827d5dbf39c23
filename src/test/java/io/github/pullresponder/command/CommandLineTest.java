package io.github.pullresponder.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final ResourceId CLUSTER = ResourceId.parse(
            "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store");

    @Test
    void anAzureCommandNamesTheResource() {
        assertThat(CommandLine.az("aks", "update").resource(CLUSTER).build().bash())
                .isEqualTo(
                        "az aks update --resource-group rg-store --name aks-store --subscription 2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12");
    }

    @Test
    void aKubectlCommandNamesItsCluster() {
        var command = CommandLine.kubectl(CLUSTER, "set", "image")
                .object("deployment", "cart")
                .containerImage("cart", "fabrikam.azurecr.io/store/cart:2.3.1")
                .namespace("store")
                .build();
        assertThat(command.bash())
                .isEqualTo("kubectl --context aks-store set image deployment/cart"
                        + " cart=fabrikam.azurecr.io/store/cart:2.3.1 --namespace store");
        assertThat(command.clusters()).containsExactly(CLUSTER);
        assertThat(command.isForAnyShell()).isTrue();
    }

    /** The caller chooses the name of a cluster, so the context is created by a separate command. */
    @ParameterizedTest
    @ValueSource(strings = {"aks-store$HOME", "aks store", "aks&store", "-aks"})
    void aClusterThatAzureWouldNotNameSoHasNoCommand(String name) {
        var cluster =
                ResourceId.parse(CLUSTER.parent() + "/providers/Microsoft.ContainerService/managedClusters/" + name);
        assertThat(CommandLine.kubectl(cluster, "get")
                        .object("pod", "web")
                        .build()
                        .problem())
                .isPresent();
        assertThat(CommandLine.kubectl(CLUSTER, "get")
                        .object("pod", "web")
                        .build()
                        .problem())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web$(touch x);`id`",
                "web; rm -rf /",
                "web\n```\nrm -rf /",
                "Web",
                "-web",
                "web/../../x",
                "",
                "web ",
                "wéb"
            })
    void aNameThatKubernetesWouldNotTakeLeavesTheCommandOut(String name) {
        var command = CommandLine.kubectl(CLUSTER, "set", "image")
                .object("replicaset", name)
                .build();
        assertThat(command.problem()).contains("the name of the replicaset is not a valid Kubernetes name");
    }

    @ParameterizedTest
    @CsvSource({
        "web, true",
        "web-1.api, true",
        "1web, true",
        "web.-api, false",
        "web..api, false",
        "web-, false",
        "web_1, false"
    })
    void anObjectsNameIsASubdomain(String name, boolean valid) {
        assertThat(CommandLine.kubectl(CLUSTER, "get")
                        .object("pod", name)
                        .build()
                        .problem()
                        .isEmpty())
                .isEqualTo(valid);
    }

    @Test
    void namesHaveALimit() {
        assertThat(CommandLine.kubectl(CLUSTER, "get")
                        .object("pod", "a".repeat(253))
                        .namespace("a".repeat(63))
                        .build()
                        .problem())
                .isEmpty();
        assertThat(CommandLine.kubectl(CLUSTER, "get")
                        .object("pod", "a".repeat(254))
                        .build()
                        .problem())
                .isPresent();
        assertThat(CommandLine.kubectl(CLUSTER, "get")
                        .namespace("a".repeat(64))
                        .build()
                        .problem())
                .contains("the name of the namespace is not a valid Kubernetes name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a$b", "a;b", "a'b", "-a", "a/b", "a\"b"})
    void aNameThatAzureWouldNotTakeLeavesTheCommandOut(String name) {
        assertThat(CommandLine.az("acr", "update")
                        .azureName("--name", name)
                        .build()
                        .problem())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rg-store", "rg_store.1", "RG (prod)", "(rg)", "группа"})
    void everyNameOfAResourceGroupIsTaken(String name) {
        assertThat(CommandLine.az("group", "show")
                        .azureName("--name", name.replace(" ", ""))
                        .build()
                        .problem())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb', a value has a line break or another unprintable character",
        "a\u202eb, a value has a line break or another unprintable character",
        "a\u2028b, a value has a line break or another unprintable character",
        "a\u0085b, a value has a line break or another unprintable character",
        "a\u009bb, a value has a line break or another unprintable character",
        "a```b, a value has characters that end a block of code",
        "a~~~b, a value has characters that end a block of code",
        "-rf, a value begins with a hyphen and would be taken for an option",
    })
    void aValueThatCouldLeaveItsPlaceLeavesTheCommandOut(String value, String why) {
        assertThat(CommandLine.az("acr", "show").option("--name", value).build().problem())
                .contains(why);
        assertThat(CommandLine.az("acr", "show").argument(value).build().problem())
                .contains(why);
        assertThat(CommandLine.value(value).build().problem()).contains(why);
    }

    @Test
    void valuesAreQuotedAsEachShellNeedsIt() {
        var command = CommandLine.az("role", "assignment", "create")
                .option("--condition", "name StringEquals 'store/cart'")
                .build();
        assertThat(command.bash())
                .isEqualTo("az role assignment create --condition 'name StringEquals '\\''store/cart'\\'''");
        assertThat(command.powerShell())
                .contains("az role assignment create --condition 'name StringEquals ''store/cart'''");
        assertThat(command.isForAnyShell()).isFalse();
    }

    /** On Windows, az is a batch file: cmd.exe parses the arguments of PowerShell a second time. */
    @ParameterizedTest
    @CsvSource({
        "a&calc, false",
        "a|b, false",
        "%PATH%, false",
        "a\"b, false",
        "a & b, true",
        "rg(prod), false",
        "rg (prod), true",
        "plain, true",
    })
    void codeForABatchFileHasNoPowerShellForm(String value, boolean hasForm) {
        assertThat(CommandLine.az("acr", "show")
                        .option("--name", value)
                        .build()
                        .powerShell()
                        .isPresent())
                .isEqualTo(hasForm);
        assertThat(CommandLine.program("docker", "push").argument(value).build().powerShell())
                .as("docker is no batch file")
                .isPresent();
    }

    @Test
    void aValueThatLooksLikeAPlaceOfTheScriptIsNone() {
        var command = Command.script(
                "{1} | {2}",
                "{1} | {2}",
                CommandLine.program("echo").argument("{2}"),
                CommandLine.program("cat").argument("$1"));
        assertThat(command.bash()).isEqualTo("echo '{2}' | cat '$1'");
    }

    @Test
    void aScriptIsLeftOutIfOneOfItsPartsIs() {
        var command = Command.script(
                "{1} | {2}",
                "{1} | {2}",
                CommandLine.az("acr", "show"),
                CommandLine.kubectl(CLUSTER, "get").object("pod", "$(id)"));
        assertThat(command.problem()).isPresent();
    }

    @Test
    void severalValuesAreSeveralWords() {
        assertThat(CommandLine.az("acr", "token", "create")
                        .option("--repository", List.of("store/cart", "content/read"))
                        .build()
                        .bash())
                .isEqualTo("az acr token create --repository store/cart content/read");
    }
}
