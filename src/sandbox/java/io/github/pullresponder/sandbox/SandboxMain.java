package io.github.pullresponder.sandbox;

import io.github.pullresponder.report.TextReportRenderer;
import io.github.pullresponder.sandbox.EstatePlayer.Played;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.EstateException;
import io.github.pullresponder.sandbox.storage.SandboxStorage;
import io.github.pullresponder.sandbox.storage.StorageMissing;
import io.github.pullresponder.sandbox.storage.Storages;
import io.github.pullresponder.sandbox.teams.CardText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;

/**
 * Plays estates against the real SDK clients and prints each diagnosis ({@code ./mvnw -Psandbox}).
 *
 * <p>System properties:
 *
 * <ul>
 *   <li>{@code sandbox.once}: exits after the last trigger
 *   <li>{@code sandbox.estate}: a folder to play instead of the tour
 *   <li>{@code sandbox.classify}: a file of messages to read instead of playing estates
 *   <li>{@code sandbox.port}: the port of the functions (7071)
 *   <li>{@code sandbox.azure.port}: the port of the simulated Azure (7072)
 *   <li>{@code sandbox.storage}: {@code azurite} for queues, table and blobs on a real Azurite instead of in this
 *       process
 * </ul>
 */
public final class SandboxMain {
    private static final Path RESULTS = Path.of("target", "sandbox");
    private static final int FUNCTIONS_PORT = 7071;
    private static final int AZURE_PORT = 7072;

    private final PrintStream out;
    private final TextReportRenderer report;

    private SandboxMain(PrintStream out, TextReportRenderer report) {
        this.out = out;
        this.report = report;
    }

    public static void main(String[] arguments) throws Exception {
        try (var logging = SandboxMain.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        // Reports contain characters that the platform's charset may not have.
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var main =
                new SandboxMain(out, Terminal.supportsColors() ? TextReportRenderer.COLORED : TextReportRenderer.PLAIN);
        System.exit(main.run());
    }

    private int run() throws IOException, InterruptedException {
        var classify = property("sandbox.classify");
        if (classify.isPresent()) {
            return classify(Path.of(classify.get()));
        }
        try (var storages = Storages.named(property("sandbox.storage"))) {
            return play(property("sandbox.estate"), storages);
        } catch (EstateException | StorageMissing e) {
            out.println(e.getMessage());
            return 1;
        }
    }

    private int classify(Path messages) throws IOException {
        var classified = RESULTS.resolve("classified.json");
        try {
            Classifier.classify(messages, classified);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return 1;
        }
        out.println("classified: " + classified);
        return 0;
    }

    private int play(Optional<String> chosen, Storages storages) throws InterruptedException {
        if (chosen.isPresent() && !Files.isDirectory(Path.of(chosen.get()))) {
            out.println("sandbox.estate is '" + chosen.get() + "': expected a folder");
            return 1;
        }
        var folders = chosen.map(folder -> BundledEstates.in(Path.of(folder))).orElseGet(BundledEstates::tour);
        if (folders.isEmpty()) {
            out.println("no estate in " + chosen.orElse("the tour"));
            return 1;
        }
        var estates = folders.stream().map(BundledEstates::load).toList();
        var differences = new ArrayList<String>();
        for (var estate : estates) {
            differences.addAll(play(estate, storages.fresh()));
        }
        differences.forEach(out::println);
        if (property("sandbox.once").isEmpty()) {
            serve(estates.get(estates.size() - 1), storages.fresh());
        }
        return differences.isEmpty() ? 0 : 1;
    }

    private List<String> play(Estate estate, SandboxStorage storage) {
        var differences = new ArrayList<String>();
        var files = new PlayedFiles(RESULTS, estate.name());
        try (var player = new EstatePlayer(estate, 0, storage)) {
            for (var played : player.play()) {
                print(estate, played);
                files.write(played);
                difference(estate, played).ifPresent(differences::add);
            }
            files.writeTeams(player.azure().teamsMessages());
        }
        return differences;
    }

    private void print(Estate estate, Played played) {
        out.println("── " + estate.name() + "/" + played.trigger().name() + " " + "─".repeat(20));
        out.println();
        if (played.reports().isEmpty()) {
            out.println("  answered " + played.status() + "\n" + played.answer().indent(2));
        }
        played.reports().forEach(made -> out.println(report.render(made)));
        played.cards().forEach(card -> out.println(CardText.of(card)));
    }

    private static Optional<String> difference(Estate estate, Played played) {
        var name = played.trigger().name();
        return estate.expectedCauses(name)
                .filter(expected -> !expected.equals(played.causes()))
                .map(expected -> "%s/%s: expected %s, got %s"
                        .formatted(estate.name(), name, inBraces(expected), inBraces(played.causes())));
    }

    private static String inBraces(Set<String> causes) {
        return "{" + String.join(", ", new TreeSet<>(causes)) + "}";
    }

    private void serve(Estate estate, SandboxStorage storage) throws InterruptedException {
        var port = number("sandbox.port", FUNCTIONS_PORT);
        var azurePort = number("sandbox.azure.port", AZURE_PORT);
        try (var player = new EstatePlayer(estate, port, storage, azurePort)) {
            player.host().listen();
            out.println("Serving " + estate.name() + " on " + player.host().origin() + " until Ctrl-C. Try:");
            out.println();
            estate.triggers().stream()
                    .findFirst()
                    .ifPresent(trigger -> out.printf(
                            "  curl -H 'Accept: text/plain' %s/api/diagnose -d '%s'%n",
                            player.host().origin(), trigger.body()));
            out.println();
            out.println("An app of your own diagnoses this estate with this line in its local.settings.json:");
            out.println();
            out.printf("  \"PULLRESPONDER_SANDBOX\": \"%s\"%n", player.azure().origin());
            new CountDownLatch(1).await();
        }
    }

    private static int number(String name, int byDefault) {
        return property(name).map(Integer::parseInt).orElse(byDefault);
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name));
    }
}
