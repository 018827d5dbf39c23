package io.github.pullresponder.intake.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.intake.input.AlertSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alert rule that infra/ deploys. */
class OwnAlertRuleTest {
    private static final String CLUSTER = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-store"
            + "/providers/Microsoft.ContainerService/managedClusters/aks-store";
    private static final Map<String, String> ROW =
            Map.of("ClusterId", CLUSTER, "Namespace", "store", "Name", "cart-6f8d9c7b5-q4m7z");

    @Test
    void itsDimensionsNameThePod() throws IOException {
        var predicted = new ObjectMapper()
                .readTree(Files.readString(Path.of("infra/snapshots/typical.events.snapshot.json")))
                .path("predictedResources");
        var dimensions = predicted.findValue("dimensions").findValuesAsText("name").stream()
                .collect(Collectors.toMap(Function.identity(), ROW::get));

        var subject = AlertSubject.of(dimensions, true);

        assertThat(subject.cluster()).map(Object::toString).contains(CLUSTER);
        assertThat(subject.namespace()).contains("store");
        assertThat(subject.pod()).contains("cart-6f8d9c7b5-q4m7z");
    }
}
