package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the scripts that deploy the templates. */
@Tag("infrastructure")
class ScriptsTest {
    /** azd sets these itself ("Environment variables provided by azd"). */
    private static final Set<String> OF_AZD = Set.of("AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_SUBSCRIPTION_ID");

    private final Map<?, ?> azd = new KubernetesSerialization().unmarshal(read("azure.yaml"), Map.class);

    @Test
    void azdDeploysThePackageOfMaven() {
        var service = (Map<?, ?>) ((Map<?, ?>) azd.get("services")).get("responder");
        var name = Pattern.compile("<functionAppName>(.+)</functionAppName>").matcher(read("pom.xml"));

        assertThat(name.find()).isTrue();
        assertThat(service.get("dist")).isEqualTo("target/azure-functions/" + name.group(1));
        assertThat(service.get("host")).isEqualTo("function");
        assertThat(Snapshot.SMALLEST
                        .the("Microsoft.Web/sites")
                        .at("/tags/azd-service-name")
                        .asText())
                .isEqualTo("responder");
    }

    /**
     * One hook runs before any resource is created, the other one after the deployment of the code that Event Grid and the
     * action group call.
     */
    @ParameterizedTest
    @CsvSource({"preprovision, infra/preinstall", "postdeploy, infra/connect"})
    void azdRunsTheScriptsOnEverySystem(String hook, String script) {
        var shells = (Map<?, ?>) ((Map<?, ?>) azd.get("hooks")).get(hook);

        assertThat(shells.get("posix")).isEqualTo(Map.of("shell", "sh", "run", script + ".sh"));
        assertThat(shells.get("windows")).isEqualTo(Map.of("shell", "pwsh", "run", script + ".ps1"));
        assertThat(shells.values())
                .allSatisfy(step -> assertThat(
                                Path.of(((Map<?, ?>) step).get("run").toString()))
                        .exists());
    }

    @Test
    void theSecondTemplateReadsTheOutputsOfTheFirst() {
        var outputs = Stream.concat(OF_AZD.stream(), Templates.main().outputs().map(Map.Entry::getKey))
                .collect(Collectors.toSet());
        assertThat(Templates.requiredVariables("events.bicepparam"))
                .isSubsetOf(outputs)
                .contains("FUNCTION_APP_NAME");
        assertThat(Templates.requiredVariables("main.bicepparam")).isSubsetOf(OF_AZD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect.sh", "connect.ps1"})
    void inputsOfTheSecondTemplateAreRequestedBefore(String script) {
        assertThat(Templates.text(script)).contains(Templates.requiredVariables("events.bicepparam"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"connect.sh", "grant-graph.sh", "preflight.sh", "preinstall.sh", "reconcile.sh", "remove.sh"})
    void aScriptStopsAtTheFirstFailure(String script) {
        assertThat(Templates.text(script)).startsWith("#!/bin/sh\n").contains("\nset -eu\n");
        assertThat(Files.isExecutable(Templates.FOLDER.resolve(script))).isTrue();
    }

    /** Windows has no bash: a script without a PowerShell counterpart names its platform. */
    @ParameterizedTest
    @ValueSource(strings = {"grant-graph.sh", "reconcile.sh"})
    void aScriptWithoutACounterpartNamesItsPlatform(String script) {
        assertThat(Templates.FOLDER.resolve(script.replace(".sh", ".ps1"))).doesNotExist();
        assertThat(Templates.text(script)).contains("On Windows, run it in Azure Cloud Shell (bash).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "preflight", "preinstall", "remove"})
    void aScriptThatEveryInstallationNeedsHasACounterpart(String script) {
        assertThat(Templates.text(script + ".sh")).contains(script + ".ps1 does the same.");
        assertThat(Templates.text(script + ".ps1")).contains(script + ".sh does the same.");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
