package io.github.pullresponder.endtoend;

import com.azure.core.management.AzureEnvironment;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.environment.InjectedDependencies;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.kubernetes.TrustedApiServers;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.sandbox.AppInstance;
import io.github.pullresponder.sandbox.MovableClock;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.functions.FunctionResult;
import io.github.pullresponder.sandbox.storage.SandboxStorage;
import io.github.pullresponder.sandbox.storage.StorageInThisProcess;
import io.github.pullresponder.settings.Settings;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.TableRow;
import io.github.pullresponder.storage.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** The whole app with a simulated Azure, from the alert to the card, as its users see it. */
final class TestDeployment implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The step of the clock, longer than the delay before a failed message is retried. */
    private static final Duration STEP = Duration.ofMinutes(1);

    /** The number of steps: enough for every try, and for a message whose process died. */
    private static final int STEPS = 12;

    final SimulatedAzure azure;
    final MovableClock clock;
    final List<Report> diagnoses = new CopyOnWriteArrayList<>();
    private final SandboxStorage storage;
    private final Settings settings;
    private final AppStorage stored;
    private final List<AppInstance> instances = new ArrayList<>();

    TestDeployment(Estate estate) {
        this(estate, new StorageInThisProcess(), Map.of());
    }

    /** @param settings in addition to those of every test deployment */
    TestDeployment(Estate estate, SandboxStorage storage, Map<String, String> settings) {
        this(estate, storage, MovableClock.over(estate.clock()), settings);
    }

    private TestDeployment(Estate estate, SandboxStorage storage, MovableClock clock, Map<String, String> settings) {
        this.azure = SimulatedAzure.serve(estate);
        this.storage = storage;
        this.clock = clock;
        var all = new HashMap<>(Map.of(
                "PULLRESPONDER_TEAMS_WEBHOOKS",
                azure.teamsWebhook().toString(),
                "PULLRESPONDER_PUBLIC_ADDRESS",
                "https://responder.example",
                // Broken connections are asked again after a while, which no test is to wait for.
                "PULLRESPONDER_READ_DEADLINE",
                "PT2S",
                "PULLRESPONDER_DIAGNOSIS_DEADLINE",
                "PT10S"));
        all.putAll(settings);
        this.settings = Settings.from(all);
        this.stored = storage.open(new AzureConnection(
                azure.httpClient(),
                azure.credential(),
                AzureEnvironment.AZURE,
                Duration.ofSeconds(8),
                EnabledCapabilities.all()));
    }

    /** This app after a change in its Azure, with the same time and storage. */
    TestDeployment continueWith(Estate estate) {
        return new TestDeployment(estate, storage, clock, Map.of());
    }

    /** Starts an instance of the app. */
    AppInstance start() {
        return start(platform -> platform);
    }

    /** Starts an instance with changed dependencies. */
    AppInstance start(UnaryOperator<InjectedDependencies> surroundings) {
        var platform = new InjectedDependencies(
                azure.httpClient(),
                azure.credential(),
                TrustedApiServers.onThisMachine(),
                clock,
                storage::open,
                Optional.empty(),
                diagnoses::add);
        var instance = new AppInstance(settings, surroundings.apply(platform), storage.queues(), 0);
        instances.add(instance);
        return instance;
    }

    static FunctionResult alert(AppInstance app, String body) {
        return app.host().invoke("PullAlert", body, Map.of(), Map.of());
    }

    static FunctionResult followUp(AppInstance app) {
        return app.host().invoke("IncidentFollowUp", "{}", Map.of(), Map.of());
    }

    static FunctionResult watch(AppInstance app) {
        return app.host().invoke("PullFailureWatch", "{}", Map.of(), Map.of());
    }

    /** Processes the messages on the queue, and then those that return to it, until none returns. */
    void workOff(AppInstance app) {
        workOff(app, STEPS);
    }

    /** The same for fewer tries. */
    void workOff(AppInstance app, int steps) {
        for (var i = 0; i < steps; i++) {
            app.host().drain();
            letPass(STEP);
        }
    }

    void letPass(Duration time) {
        clock.move(time);
        storage.letPass(time);
    }

    /** The cards that Teams received, in order. */
    List<Card> cards() {
        return azure.teamsMessages().stream().map(Card::of).toList();
    }

    /** The names of the reports, one for each. */
    List<String> reports() {
        return stored.reports().list("").stream()
                .filter(name -> name.matches("\\d{4}/.*\\.json"))
                .toList();
    }

    JsonNode report(String name) {
        return json(text(name));
    }

    /** The stored blobs below a folder of the container. */
    List<String> stored(String folder) {
        return stored.reports().list(folder);
    }

    String text(String name) {
        return stored.reports().find(name).orElseThrow();
    }

    List<TableRow> incidents() {
        return stored.table().listAll("incident:");
    }

    List<TableRow> rows() {
        return stored.table().listAll("");
    }

    /** Puts a message on the queue that no part of this app would write. */
    void send(String message) {
        stored.queue().send(message);
    }

    /** Puts a message on the poison queue, which is for messages whose tries all failed. */
    void sendToPoison(String message) {
        storage.queues().named(WorkQueue.NAME + WorkQueue.POISON).send(message);
    }

    /** The message on the queue, which stays there. */
    String peek() {
        return storage.queues()
                .named(WorkQueue.NAME)
                .receive(Duration.ZERO)
                .orElseThrow()
                .text();
    }

    /** All messages on the queues, visible or not. */
    List<String> waiting() {
        letPass(Duration.ofDays(1));
        var texts = new ArrayList<String>();
        for (var name : List.of(WorkQueue.NAME, WorkQueue.NAME + "-poison")) {
            var queue = storage.queues().named(name);
            for (var next = queue.receive(STEP); next.isPresent(); next = queue.receive(STEP)) {
                texts.add(name + ": " + next.get().text());
            }
        }
        return texts;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        instances.forEach(AppInstance::close);
        azure.close();
    }
}
