package io.github.pullresponder.sandbox;

import io.github.pullresponder.sandbox.http.WaveGate;
import java.time.Duration;
import java.util.List;

/** Counts the reads of a diagnosis that need each other's answers, one after the other. */
public final class ReadWaves {
    private static final Duration QUIET = Duration.ofMillis(250);

    /** A busy machine may split a wave, and never joins two. */
    private static final int TRIES = 4;

    private ReadWaves() {}

    /**
     * Returns the requests of each wave of an estate's first diagnosis.
     *
     * @param enough if a try has no more waves than this, there is no other try
     */
    public static List<List<String>> of(String estate, int enough) {
        var fewest = once(estate);
        for (var i = 1; i < TRIES && fewest.size() > enough; i++) {
            var again = once(estate);
            fewest = again.size() < fewest.size() ? again : fewest;
        }
        return fewest;
    }

    private static List<List<String>> once(String estate) {
        try (var gate = new WaveGate(QUIET);
                var player = new EstatePlayer(BundledEstates.named(estate), 0)) {
            player.azure().answerInWaves(gate);
            var trigger = player.estate().triggers().get(0);
            // Excludes messages on the queue afterwards, which are not part of the diagnosis.
            player.host().invoke(trigger.function(), trigger.body().toString(), trigger.headers(), trigger.query());
            return gate.waves();
        }
    }
}
