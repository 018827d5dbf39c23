package io.github.pullresponder.generated;

import io.github.pullresponder.generated.GeneratedFile.Table;
import io.github.pullresponder.read.BlindSpot;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the table of {@code docs/blind-spots.md}. */
final class BlindSpots {
    private BlindSpots() {}

    static List<GeneratedFile> files() {
        var rows = Stream.of(BlindSpot.values()).map(BlindSpots::row).toList();
        return List.of(GeneratedFile.withTables("docs/blind-spots.md", List.of(new Table("| blind spot |", rows))));
    }

    private static String row(BlindSpot blindSpot) {
        return "| `%s` %s | %s | %s | %s |"
                .formatted(
                        blindSpot.name(),
                        blindSpot.title(),
                        blindSpot.noticedBy(),
                        blindSpot.checks().stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
                        blindSpot.advice());
    }
}
