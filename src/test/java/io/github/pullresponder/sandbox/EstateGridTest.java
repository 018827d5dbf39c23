package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.evidence.RemoteSystem;
import io.github.pullresponder.sandbox.http.RecordedRequest;
import io.github.pullresponder.sandbox.identity.ResponderRoles;
import io.github.pullresponder.sandbox.identity.UnsettledAction;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every estate of the project and compares the confirmed causes with what the estate expects. */
@Tag("scenario")
class EstateGridTest {
    private static final long MOST_ARM_CALLS = 25;

    static List<Path> estates() {
        return BundledEstates.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("estates")
    void theConfirmedCausesAreTheExpectedOnes(Path folder) {
        try (var player = new EstatePlayer(BundledEstates.load(folder), 0)) {
            for (var trigger : player.estate().triggers()) {
                player.azure().requests().take();
                var played = player.play(trigger);
                assertThat(played.causes())
                        .as(trigger.name() + " answered " + played.answer())
                        .isEqualTo(
                                player.estate().expectedCauses(trigger.name()).orElseThrow());
                player.estate()
                        .expected()
                        .get(trigger.name())
                        .advisories()
                        .ifPresent(expected -> assertThat(played.advisories())
                                .as(trigger.name() + " advises")
                                .isEqualTo(expected));
                assertThat(played.diagnosis().map(EstateGridTest::armCalls).orElse(0L))
                        .as("calls to ARM, without those that a fault made it repeat")
                        .isLessThanOrEqualTo(
                                MOST_ARM_CALLS + 3L * player.estate().faults().size());
                assertThat(repeatedReads(player.azure().requests().take(), trigger.function()))
                        .as("every fact is read once")
                        .isEmpty();
            }
        }
    }

    /** Runs after the estates: what none needed is a right too many, unless documents leave open whether it is asked for. */
    @AfterAll
    static void noRightIsGivenThatNoEstateNeeds() {
        assertThat(ResponderRoles.unused())
                .as("actions of infra/roles.json that no estate needs")
                .isEqualTo(UnsettledAction.heldInDoubt());
    }

    private static long armCalls(Diagnosis diagnosis) {
        return diagnosis.calls().getOrDefault(RemoteSystem.ARM, 0L);
    }

    @Test
    void thereAreEstatesEnoughOfBothKinds() {
        var quiet = estates().stream()
                .map(BundledEstates::load)
                .filter(estate -> estate.expected().values().stream()
                        .allMatch(expected -> expected.causes().isEmpty()))
                .count();
        assertThat(estates()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(quiet).as("estates where nothing may be confirmed").isGreaterThanOrEqualTo(20);
    }

    /**
     * The same successful GET twice; a retry after a fault is none. What is found out before the queue, such as which
     * clusters a change concerns, is read again behind it: that is another process, at another time.
     */
    private static List<String> repeatedReads(List<RecordedRequest> requests, String function) {
        var most = function.equals("Diagnose") ? 1 : 2;
        return requests.stream()
                .filter(request -> request.method().equals("GET") && request.status() == 200)
                .collect(Collectors.groupingBy(RecordedRequest::url, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(url -> url.getValue() > most)
                .map(url -> url.getValue() + " times " + url.getKey())
                .toList();
    }
}
