package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Plays the network designs that clusters commonly have, healthy and with each of their faults: first a failed pull is
 * diagnosed, then the event of the change arrives. A healthy design has no finding in either case.
 */
@Tag("scenario")
class NetworkDesignsTest {
    private static final String HEALTHY = "healthy";
    private static final String NOTHING = "-";

    /**
     * @param afterFailure the causes that are confirmed for the failed pull
     * @param afterEvent the causes that are confirmed for the event
     */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/network-designs.csv", useHeadersInDisplayName = true)
    void isJudgedAfterAFailureAndAfterTheChange(
            String design, String state, String afterFailure, String afterEvent, String estate) {
        try (var player = new EstatePlayer(BundledEstates.named(estate), 0)) {
            var played = player.play();
            var failure = played.get(0);
            var event = played.get(1);
            assertThat(failure.causes()).as("failure").isEqualTo(causes(afterFailure));
            assertThat(event.causes()).as("event").isEqualTo(causes(afterEvent));
            if (state.equals(HEALTHY)) {
                assertThat(failure.likely()).isEmpty();
                assertThat(event.cards()).isEmpty();
            }
        }
    }

    private static Set<String> causes(String names) {
        return names.equals(NOTHING) ? Set.of() : Set.copyOf(Arrays.asList(names.split(" ")));
    }
}
