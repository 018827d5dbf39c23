package io.github.pullresponder.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.SimulatedAzure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks in a separate JVM that the package loads only the classes that a diagnosis needs. */
class LazyLoadingIT {
    private static final Path LOADED = Path.of("target", "coldstart", "loaded.txt");

    @Test
    void aMissingRoleIsFoundWithoutTheClientsOfNetworksLogsAndStorage() throws IOException {
        assertThat(loadedFor("pull-role-missing", "PULL_ROLE_MISSING"))
                .contains("io.github.pullresponder.functions.DiagnoseFunction", "io.fabric8.kubernetes.api.model.Pod")
                .noneMatch(type -> type.startsWith("com.azure.resourcemanager.network.")
                        || type.startsWith("com.azure.resourcemanager.privatedns.")
                        || type.startsWith("com.azure.monitor.")
                        || type.startsWith("com.azure.storage.")
                        || type.startsWith("com.azure.data.tables.")
                        || type.startsWith("inet.ipaddr."));
    }

    @Test
    void aFaultOfTheNetworkIsFoundWithTheClientOfNetworks() throws IOException {
        assertThat(loadedFor("vnet-not-peered", "VNET_NOT_PEERED"))
                .anyMatch(type -> type.startsWith("com.azure.resourcemanager.network."));
    }

    private static List<String> loadedFor(String name, String cause) throws IOException {
        var estate = BundledEstates.named(name);
        var jvm = FreshJvm.withFlags("-Xlog:class+load:file=" + LOADED + ":none");
        try (var azure = SimulatedAzure.serve(estate)) {
            var run = jvm.answer(
                    PackagedApp.entryPoint("Diagnose"),
                    estate.triggers().get(0).body().toString(),
                    PackagedApp.classPath(),
                    Map.of("PULLRESPONDER_SANDBOX", azure.origin().toString()));

            assertThat(run.answer()).contains(cause);
        }
        try (var lines = Files.lines(LOADED)) {
            return lines.map(line -> line.split(" ")[0]).toList();
        }
    }
}
