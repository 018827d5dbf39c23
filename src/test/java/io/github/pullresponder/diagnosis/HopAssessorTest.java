package io.github.pullresponder.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.network.HopResult;
import io.github.pullresponder.network.NetworkHop;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.FactSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks that the drawn path agrees with the results of the checks. */
class HopAssessorTest {
    private static final FactSource SOURCE = FactSource.arm(ShopEvidence.CLUSTER);
    private static final Verdict OPEN =
            Verdict.notVisible(BlindSpot.VIRTUAL_NETWORK_GATEWAY, "a gateway is on the path");
    private static final Finding FAULT =
            Finding.of(Cause.VNET_NOT_PEERED, "not peered").because(SOURCE, "no peering");

    @Test
    void aHopStopsAtTheFindingOfACheck() {
        assertThat(drawn(HopResult.STOPS, result("peering", Verdict.confirmed(FAULT)))
                        .state())
                .isEqualTo(HopResult.STOPS);
        assertThat(drawn(
                                HopResult.STOPS,
                                result(
                                        "peering",
                                        Verdict.notApplicable("not used").advising(FAULT)))
                        .state())
                .isEqualTo(HopResult.STOPS);
    }

    @Test
    void aHopIsUnknownWhereItsCheckIs() {
        for (var modeled : List.of(HopResult.STOPS, HopResult.PASSES)) {
            var hop = drawn(modeled, result("peering", OPEN), result("peering-state", OPEN));
            assertThat(hop.state()).isEqualTo(HopResult.UNKNOWN);
            assertThat(hop.why()).isEqualTo("a gateway is on the path");
        }
    }

    @Test
    void aStopOfTheModelWithoutAFindingIsNotDrawnAsAStop() {
        var hop = drawn(HopResult.STOPS, result("peering", Verdict.ruledOut(SOURCE, "it answered")));
        assertThat(hop.state()).isEqualTo(HopResult.UNKNOWN);
        assertThat(hop.why()).isEqualTo("it answered");
    }

    @Test
    void theMessageStopsTheOnlyHopThatItIsAbout() {
        var hop = drawn(HopResult.PASSES, result("peering", Verdict.confirmed(FAULT)));
        assertThat(hop.state()).isEqualTo(HopResult.STOPS);
        assertThat(hop.why()).isEqualTo("not peered");
    }

    @Test
    void anotherChecksDoubtChangesNothing() {
        assertThat(drawn(HopResult.PASSES, result("firewall", OPEN)).state()).isEqualTo(HopResult.PASSES);
    }

    private static NetworkHop drawn(HopResult modeled, CheckResult... results) {
        var hop = new NetworkHop("peering", "a to b", modeled, "modeled", Optional.of(SOURCE));
        return HopAssessor.of(List.of(hop), List.of(results)).get(0);
    }

    private static CheckResult result(String id, Verdict verdict) {
        return new CheckResult(id, "It is in order", verdict, Duration.ZERO);
    }
}
