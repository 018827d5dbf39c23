package io.github.pullresponder.sandbox;

import io.github.pullresponder.report.ReportFormat;
import io.github.pullresponder.sandbox.EstatePlayer.Played;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the results of a sandbox run: {@code <estate>/<trigger>.json}, its other formats, and {@code teams/NN.json}.
 */
final class PlayedFiles {
    private static final List<ReportFormat> OTHER_FORMATS =
            List.of(ReportFormat.HTML, ReportFormat.MARKDOWN, ReportFormat.CARD);

    private final Path folder;

    PlayedFiles(Path root, String estate) {
        this.folder = root.resolve(estate);
    }

    /** Writes the reports of one trigger: the first under the trigger's name, the others with a number appended. */
    void write(Played played) {
        var name = played.trigger().name();
        var reports = played.json();
        for (var i = 0; i < reports.size(); i++) {
            write(numbered(name, i) + ".json", reports.get(i));
        }
        for (var i = 0; i < played.reports().size(); i++) {
            var report = played.reports().get(i);
            var each = numbered(name, i);
            OTHER_FORMATS.forEach(format -> write(each + "." + format.fileExtension(), format.render(report)));
        }
    }

    private static String numbered(String name, int i) {
        return i == 0 ? name : name + "-" + (i + 1);
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
