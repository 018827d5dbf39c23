package io.github.pullresponder.sandbox;

import io.github.pullresponder.report.ReportFormat;
import io.github.pullresponder.sandbox.EstatePlayer.Played;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the results of a sandbox run lie: {@code <estate>/<trigger>.json} and its other forms, {@code teams/NN.json}. */
final class PlayedFiles {
    private static final List<ReportFormat> BESIDE_JSON =
            List.of(ReportFormat.HTML, ReportFormat.MARKDOWN, ReportFormat.CARD);

    private final Path folder;

    PlayedFiles(Path root, String estate) {
        this.folder = root.resolve(estate);
    }

    void write(Played played) {
        var name = played.trigger().name();
        write(name + ".json", played.answer());
        played.diagnosis()
                .ifPresent(diagnosis -> BESIDE_JSON.forEach(
                        format -> write(name + "." + format.fileExtension(), format.render(diagnosis))));
    }

    void writeTeams(List<String> messages) {
        for (var i = 0; i < messages.size(); i++) {
            write("teams/%02d.json".formatted(i + 1), messages.get(i));
        }
    }

    private void write(String name, String content) {
        try {
            var file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
