package io.github.pullresponder.sandbox;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.sandbox.http.RecordedRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Every estate of the project, each played once, for all tests that only read the result. */
public final class PlayedEstates {
    /**
     * The result of one trigger.
     *
     * @param reads the URL of each successful GET
     */
    public record Played(String estate, EstatePlayer.Played result, List<String> reads) {
        public String trigger() {
            return result.trigger().name();
        }

        public List<Report> reports() {
            return result.reports();
        }

        /** The cards that Teams received. */
        public List<String> cards() {
            return result.cards();
        }

        /** The causes, and the advisories next to them. */
        public Stream<Finding> findings() {
            return reports().stream()
                    .flatMap(report -> Stream.concat(report.causes().stream(), report.advisories().stream()));
        }

        @Override
        public String toString() {
            return estate + "/" + trigger();
        }
    }

    private static final Map<Path, List<Played>> PLAYED = new ConcurrentHashMap<>();

    private PlayedEstates() {}

    public static List<Played> all() {
        return BundledEstates.all().parallelStream()
                .flatMap(folder -> of(folder).stream())
                .toList();
    }

    public static List<Played> of(Path folder) {
        return PLAYED.computeIfAbsent(folder, PlayedEstates::play);
    }

    private static List<Played> play(Path folder) {
        try (var player = new EstatePlayer(BundledEstates.load(folder), 0)) {
            var results = new ArrayList<Played>();
            for (var trigger : player.estate().triggers()) {
                player.azure().requests().take();
                var result = player.play(trigger);
                var reads = player.azure().requests().take().stream()
                        .filter(request -> request.method().equals("GET") && request.status() == 200)
                        .map(RecordedRequest::url)
                        .toList();
                results.add(new Played(folder.getFileName().toString(), result, reads));
            }
            return results;
        }
    }

    /** Every command of every remedy, as bash takes it. */
    public static Stream<String> commands() {
        return all().stream()
                .flatMap(Played::findings)
                .flatMap(finding -> finding.remedies().stream())
                .flatMap(remedy -> commandsOf(remedy).stream())
                .map(Command::bash)
                .distinct();
    }

    /** The commands of a remedy, after the commands that kubectl needs for them. */
    public static List<Command> commandsOf(Remedy remedy) {
        return Stream.concat(remedy.clusters().stream().map(Command::contextOf), remedy.commands().stream())
                .toList();
    }
}
