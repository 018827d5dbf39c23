package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What deploys the templates. */
@Tag("infrastructure")
class ScriptsTest {
    /** azd sets these itself ("Environment variables provided by azd"). */
    private static final Set<String> OF_AZD = Set.of("AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_SUBSCRIPTION_ID");

    private static final Pattern REQUIRED = Pattern.compile("readEnvironmentVariable\\('(\\w+)'\\)");

    private final Map<?, ?> azd = new KubernetesSerialization().unmarshal(read("azure.yaml"), Map.class);

    @Test
    void azdDeploysWhatMavenPackages() {
        var service = (Map<?, ?>) ((Map<?, ?>) azd.get("services")).get("responder");
        var name = Pattern.compile("<functionAppName>(.+)</functionAppName>").matcher(read("pom.xml"));

        assertThat(name.find()).isTrue();
        assertThat(service.get("dist")).isEqualTo("target/azure-functions/" + name.group(1));
        assertThat(service.get("host")).isEqualTo("function");
        assertThat(Installation.SMALLEST
                        .the("Microsoft.Web/sites")
                        .at("/tags/azd-service-name")
                        .asText())
                .isEqualTo("responder");
    }

    @Test
    void azdConnectsTheAppOnceItsCodeIsThere() {
        var hook = (Map<?, ?>) ((Map<?, ?>) azd.get("hooks")).get("postdeploy");

        assertThat(hook.values())
                .extracting(it -> ((Map<?, ?>) it).get("run").toString())
                .containsExactlyInAnyOrder("infra/connect.sh", "infra/connect.ps1")
                .allMatch(it -> Files.exists(Path.of(it)));
    }

    @Test
    void theSecondTemplateReadsWhatTheFirstOneTells() {
        var told = Stream.concat(OF_AZD.stream(), Templates.main().outputs().map(Map.Entry::getKey))
                .collect(Collectors.toSet());
        assertThat(requiredBy("events.bicepparam")).isSubsetOf(told).contains("FUNCTION_APP_NAME");
        assertThat(requiredBy("main.bicepparam")).isSubsetOf(OF_AZD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect.sh", "connect.ps1"})
    void whatTheSecondTemplateReadsIsAskedForBefore(String script) {
        assertThat(Templates.text(script)).contains(requiredBy("events.bicepparam"));
    }

    private static Set<String> requiredBy(String parameters) {
        return REQUIRED.matcher(Templates.text(parameters))
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect.sh", "grant-graph.sh", "preflight.sh"})
    void aScriptStopsAtTheFirstFailure(String script) {
        assertThat(Templates.text(script)).startsWith("#!/bin/sh\n").contains("\nset -eu\n");
        assertThat(Files.isExecutable(Templates.FOLDER.resolve(script))).isTrue();
    }

    /** The key is in no address, which logs would keep, and in no argument, which other users of the machine would see. */
    @Test
    void thePreflightShowsItsKeyToNobody() {
        assertThat(Templates.text("preflight.sh"))
                .contains("--config -")
                .doesNotContain("?code=", "--header \"x-functions-key");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
