package io.github.pullresponder.sandbox.remedy;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.EstatePlayer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Every estate of the project, each played once, for all tests that only read what came of it. */
final class PlayedEstates {
    /**
     * The result of one trigger.
     *
     * @param cards what Teams received
     */
    record Played(String estate, String trigger, List<Report> reports, List<String> cards) {
        /** The findings, and the advisories next to them. */
        Stream<Finding> findings() {
            return reports.stream()
                    .flatMap(report -> Stream.concat(report.causes().stream(), report.advisories().stream()));
        }

        @Override
        public String toString() {
            return estate + "/" + trigger;
        }
    }

    private static final Map<Path, List<Played>> PLAYED = new ConcurrentHashMap<>();

    private PlayedEstates() {}

    static List<Played> all() {
        return BundledEstates.all().parallelStream()
                .flatMap(folder -> of(folder).stream())
                .toList();
    }

    static List<Played> of(Path folder) {
        return PLAYED.computeIfAbsent(folder, PlayedEstates::play);
    }

    private static List<Played> play(Path folder) {
        try (var player = new EstatePlayer(BundledEstates.load(folder), 0)) {
            return player.play().stream()
                    .map(it -> new Played(
                            folder.getFileName().toString(), it.trigger().name(), it.reports(), it.cards()))
                    .toList();
        }
    }

    /** Every command of every remedy, in the form for bash. */
    static Stream<String> commands() {
        return all().stream()
                .flatMap(Played::findings)
                .flatMap(finding -> finding.remedies().stream())
                .flatMap(remedy -> commandsOf(remedy).stream())
                .map(Command::bash)
                .distinct();
    }

    /** Those of a remedy, after those that kubectl needs for it. */
    static List<Command> commandsOf(Remedy remedy) {
        return Stream.concat(remedy.clusters().stream().map(Command::contextOf), remedy.commands().stream())
                .toList();
    }
}
