package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.LayeredEstate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves remedies of network causes: the commands of the report, carried out on the estate, leave nothing to be found. */
@Tag("scenario")
class NetworkRemedyProofTest {
    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private-dns-zone-not-linked",
                "custom-dns-bypasses-zone",
                "private-dns-record-missing-login",
                "private-dns-record-missing-data",
                "private-dns-record-wrong-address",
                "egress-ip-not-allowed",
                "egress-prefix-not-allowed",
                "egress-through-firewall-not-allowed",
                "vnet-not-peered",
                "vnet-peering-disconnected",
                "vnet-peering-initiated",
                "firewall-blocks-private-endpoint",
                "firewall-blocks-public-registry",
                "nsg-denies-registry",
                "nsg-denies-service-tag-public",
                "nsg-on-endpoint-subnet-denies",
                "route-next-hop-none",
                "data-endpoint-blocked-by-firewall",
                "data-endpoint-blocked-by-nsg",
                "customer-key-disabled",
                "nsg-and-firewall-block"
            })
    void whatTheReportSaysHelps(String name) throws IOException {
        var folder = LayeredEstate.copied(
                LayeredEstate.complete(Path.of("target", "test-classes", "estates", name), work),
                work.resolve("fixed"));
        var broken = diagnosed(folder);
        assertThat(broken.causes()).isNotEmpty();
        CarriedOut.on(folder, firstRemedies(broken));
        assertThat(diagnosed(folder).causes())
                .as("after " + firstRemedies(broken))
                .isEmpty();
    }

    private static Diagnosis diagnosed(Path folder) {
        try (var player = new EstatePlayer(Estate.load(folder), 0)) {
            return player.play().get(0).diagnosis().orElseThrow();
        }
    }

    /** Of every cause what is told first; what follows is another way. Of records, all that are missing. */
    private static List<String> firstRemedies(Diagnosis diagnosis) {
        return diagnosis.causes().stream()
                .flatMap(cause -> cause.remedies().stream()
                        .filter(remedy -> !remedy.title().startsWith("Or ")
                                && !remedy.commands().isEmpty()))
                .flatMap(remedy -> remedy.commands().stream())
                .map(Object::toString)
                .toList();
    }
}
