package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.report.ReportFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every estate with every logger at its finest level, and searches all output for the estate's secrets. */
@Tag("scenario")
@Isolated("It reads the log of the whole process, at its finest level.")
class SecretsStayInsideTest {
    /** Logs of the simulated Azure itself, where secrets are expected. */
    private static final List<String> THE_OTHER_SIDE =
            List.of("org.eclipse.jetty", "io.javalin", "io.github.pullresponder.sandbox");

    /** Shorter values occur by chance. */
    private static final int SHORTEST_SECRET = 6;

    private FinestLog log;

    static List<Path> estates() {
        return BundledEstates.all();
    }

    @BeforeEach
    void listenToEverything() {
        log = new FinestLog(THE_OTHER_SIDE);
    }

    @AfterEach
    void listenNoLonger() {
        log.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("estates")
    void noSecretIsInAnyOutput(Path folder) {
        var out = new StringBuilder();
        Set<String> secrets;
        try (var player = new EstatePlayer(BundledEstates.load(folder), 0)) {
            for (var played : player.play()) {
                out.append(played.answer());
                played.firstReport().ifPresent(report -> {
                    for (var format : ReportFormat.values()) {
                        out.append(format.render(report));
                    }
                });
            }
            player.azure().teamsMessages().forEach(out::append);
            secrets = player.azure().secrets();
        }
        assertThat(secrets)
                .as("%s: there are secrets to look for", folder.getFileName())
                .isNotEmpty();
        Logger.getLogger("io.github.pullresponder.probe").finest("is anybody listening?");
        assertThat(log.text())
                .as("%s: the finest log is heard", folder.getFileName())
                .contains("is anybody listening?");
        var all = out.append(log.text()).toString();
        assertThat(secrets.stream()
                        .filter(secret -> secret.length() >= SHORTEST_SECRET)
                        .filter(all::contains)
                        .map(secret -> around(all, secret)))
                .as("%s: secrets that came out", folder.getFileName())
                .isEmpty();
    }

    private static String around(String all, String secret) {
        var at = all.indexOf(secret);
        return all.substring(Math.max(0, at - 200), Math.min(all.length(), at + secret.length() + 20));
    }
}
