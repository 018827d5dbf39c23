package io.github.pullresponder.sandbox.remedy;

import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.EstatePlayer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every estate of the project, played once for all tests that only read what came of it. */
final class PlayedEstates {
    /**
     * What came of one trigger.
     *
     * @param cards what Teams received
     */
    record Played(String estate, String trigger, List<Diagnosis> diagnoses, List<String> cards) {
        Stream<Finding> findings() {
            return diagnoses.stream().flatMap(PlayedEstates::findings);
        }

        @Override
        public String toString() {
            return estate + "/" + trigger;
        }
    }

    private static final Supplier<List<Played>> ALL = new Supplier<>() {
        private List<Played> played = List.of();

        @Override
        public synchronized List<Played> get() {
            if (played.isEmpty()) {
                played = BundledEstates.all().parallelStream()
                        .flatMap(PlayedEstates::play)
                        .toList();
            }
            return played;
        }
    };

    private PlayedEstates() {}

    static List<Played> all() {
        return ALL.get();
    }

    private static Stream<Played> play(java.nio.file.Path folder) {
        try (var player = new EstatePlayer(BundledEstates.load(folder), 0)) {
            return player.play().stream()
                    .map(it -> new Played(
                            folder.getFileName().toString(), it.trigger().name(), it.diagnoses(), it.cards()))
                    .toList()
                    .stream();
        }
    }

    /** What is found, and what is told beside it. */
    static Stream<Finding> findings(Diagnosis diagnosis) {
        return Stream.concat(diagnosis.causes().stream(), diagnosis.advisories().stream());
    }

    /** Every command of every remedy. */
    static Stream<String> commands() {
        return all().stream()
                .flatMap(Played::findings)
                .flatMap(finding -> finding.remedies().stream())
                .map(Remedy::commands)
                .flatMap(List::stream)
                .distinct();
    }
}
