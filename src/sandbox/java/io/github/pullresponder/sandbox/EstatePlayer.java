package io.github.pullresponder.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.environment.InjectedDependencies;
import io.github.pullresponder.evidence.kubernetes.TrustedApiServers;
import io.github.pullresponder.read.Limitation.NoticedBlindSpot;
import io.github.pullresponder.report.ErrorResponseRenderer;
import io.github.pullresponder.report.ReportFormat;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.Trigger;
import io.github.pullresponder.sandbox.functions.FunctionHost;
import io.github.pullresponder.sandbox.storage.SandboxStorage;
import io.github.pullresponder.sandbox.storage.StorageInThisProcess;
import io.github.pullresponder.settings.Settings;
import io.github.pullresponder.storage.azure.StorageConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Runs the app against one simulated Azure: delivers an estate's triggers to the functions and returns the results. */
public final class EstatePlayer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Exceeds the time for which a message is invisible after a failure. */
    private static final Duration UNTIL_RETRY = Duration.ofMinutes(1);

    /** Enough rounds for every retry, including those of the poison queue. */
    private static final int MOST_ROUNDS = 12;

    private final Estate estate;
    private final SimulatedAzure azure;
    private final SandboxStorage storage;
    private final AppInstance app;
    private final List<Report> reports = new CopyOnWriteArrayList<>();

    /**
     * The results of one trigger.
     *
     * @param answer the body of the function's response
     * @param reports all reports, whether returned in the response or sent as a notification
     * @param cards the messages that Teams received
     */
    public record Played(Trigger trigger, int status, String answer, List<Report> reports, List<String> cards) {

        /** The report of a trigger that led to no diagnosis, so that every trigger has a report. */
        private static final String NO_REPORT = "{\"causes\": [], \"checks\": []}";

        /** The first report, if there is one. */
        public Optional<Report> firstReport() {
            return reports.stream().findFirst();
        }

        /** The reports as JSON. The function's response, if it is a report itself or if there are no reports. */
        public List<String> json() {
            if (reports.isEmpty() && answer.isBlank()) {
                return List.of(NO_REPORT);
            }
            return reports.isEmpty() || parsed(answer).has("checks")
                    ? List.of(answer)
                    : reports.stream().map(ReportFormat.JSON::render).toList();
        }

        /** The ids of the confirmed causes. */
        public Set<String> causes() {
            return causes("confirmed");
        }

        /** The ids of the likely causes. */
        public Set<String> likely() {
            return causes("likely");
        }

        private Set<String> causes(String confidence) {
            var causes = new TreeSet<String>();
            for (var json : json()) {
                parsed(json).path("causes").forEach(cause -> {
                    if (cause.path("confidence").asText().equals(confidence)) {
                        causes.add(cause.path("id").asText());
                    }
                });
            }
            return causes;
        }

        /** The verdicts of the first report, by the ids of the checks. */
        public Map<String, String> verdicts() {
            var verdicts = new TreeMap<String, String>();
            json().stream()
                    .limit(1)
                    .forEach(json -> parsed(json)
                            .path("checks")
                            .forEach(check -> verdicts.put(
                                    check.path("id").asText(),
                                    check.path("verdict").asText())));
            return verdicts;
        }

        /** The ids of the advisories. */
        public Set<String> advisories() {
            return reports.stream()
                    .flatMap(report -> report.advisories().stream())
                    .map(advisory -> advisory.cause().name())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** The ids of the blind spots. */
        public Set<String> blindSpots() {
            return reports.stream()
                    .flatMap(report -> report.limitations().keySet().stream())
                    .filter(NoticedBlindSpot.class::isInstance)
                    .map(noticed -> ((NoticedBlindSpot) noticed).blindSpot().name())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** @param port port of the functions on localhost; 0 selects a free one */
    public EstatePlayer(Estate estate, int port) {
        this(estate, port, new StorageInThisProcess());
    }

    /** @param storage storage that only this estate uses */
    public EstatePlayer(Estate estate, int port, SandboxStorage storage) {
        this(estate, port, storage, 0);
    }

    /** @param azurePort port of the simulated Azure on localhost; 0 selects a free one */
    public EstatePlayer(Estate estate, int port, SandboxStorage storage, int azurePort) {
        this(estate, port, storage, azurePort, Map.of());
    }

    /** @param settings settings in addition to those that the sandbox needs */
    public EstatePlayer(Estate estate, Map<String, String> settings) {
        this(estate, 0, new StorageInThisProcess(), 0, settings);
    }

    private EstatePlayer(Estate estate, int port, SandboxStorage storage, int azurePort, Map<String, String> more) {
        this.estate = estate;
        this.azure = SimulatedAzure.serve(estate, azurePort);
        this.storage = storage;
        var values = new HashMap<>(more);
        values.put("PULLRESPONDER_TEAMS_WEBHOOKS", azure.teamsWebhook().toString());
        values.put("PULLRESPONDER_PUBLIC_ADDRESS", "http://localhost:7071");
        var settings = Settings.from(values);
        var platform = new InjectedDependencies(
                azure.httpClient(),
                azure.credential(),
                TrustedApiServers.onThisMachine(),
                estate.clock(),
                storage::open,
                StorageConnection.from(values).flatMap(StorageConnection::accountName),
                reports::add);
        this.app = new AppInstance(settings, platform, storage.queues(), port);
    }

    public Estate estate() {
        return estate;
    }

    public SimulatedAzure azure() {
        return azure;
    }

    public FunctionHost host() {
        return app.host();
    }

    public List<Played> play() {
        var played = new ArrayList<Played>();
        for (var trigger : estate.triggers()) {
            played.add(play(trigger));
        }
        return played;
    }

    public Played play(Trigger trigger) {
        reports.clear();
        var cardsBefore = azure.teamsMessages().size();
        if (!host().names().contains(trigger.function())) {
            var known = "there is no function " + trigger.function() + ", only " + host().names();
            return new Played(
                    trigger, 404, ErrorResponseRenderer.render("NOT_FOUND", known, List.of()), List.of(), List.of());
        }
        var body = trigger.body().isTextual()
                ? trigger.body().textValue()
                : trigger.body().toString();
        var result = host().invoke(trigger.function(), body, trigger.headers(), trigger.query());
        workOff();
        return new Played(trigger, result.status(), result.body(), List.copyOf(reports), cardsSince(cardsBefore));
    }

    private List<String> cardsSince(int before) {
        var cards = azure.teamsMessages();
        return cards.subList(before, cards.size());
    }

    /**
     * Processes the queue. Time passes between rounds, so that failed messages are retried until they are poison
     * messages.
     */
    private void workOff() {
        for (var round = 0; round < MOST_ROUNDS; round++) {
            host().drain();
            storage.letPass(UNTIL_RETRY);
        }
    }

    private static JsonNode parsed(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    @Override
    public void close() {
        app.close();
        azure.close();
    }
}
