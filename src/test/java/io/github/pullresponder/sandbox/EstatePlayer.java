package io.github.pullresponder.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.Platform;
import io.github.pullresponder.Responder;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.report.ErrorReport;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.Trigger;
import io.github.pullresponder.sandbox.functions.EmbeddedQueues;
import io.github.pullresponder.sandbox.functions.FunctionHost;
import io.github.pullresponder.settings.Settings;
import java.lang.reflect.InvocationTargetException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** The product beside one simulated Azure: delivers an estate's triggers to the functions, and tells what came of it. */
public final class EstatePlayer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Estate estate;
    private final SimulatedAzure azure;
    private final Responder responder;
    private final MovableClock queueClock = MovableClock.over(Clock.systemUTC());
    private final EmbeddedQueues queues = new EmbeddedQueues(queueClock);
    private final FunctionHost host;
    private final List<Diagnosis> diagnoses = new CopyOnWriteArrayList<>();

    /** What one trigger led to. {@code answer} is the body of the function's answer, a report if it could be made. */
    public record Played(Trigger trigger, int status, String answer, Optional<Diagnosis> diagnosis) {

        /** The ids of the confirmed causes, read from the report as any program would. */
        public Set<String> causes() {
            var causes = new TreeSet<String>();
            parsed(answer).path("causes").forEach(cause -> {
                if (cause.path("confidence").asText().equals("confirmed")) {
                    causes.add(cause.path("id").asText());
                }
            });
            return causes;
        }
    }

    /** @param port of the functions on localhost; 0 for any that is free */
    public EstatePlayer(Estate estate, int port) {
        this.estate = estate;
        this.azure = SimulatedAzure.serve(estate);
        this.responder = new Responder(
                Settings.from(Map.of()),
                new Platform(azure.httpClient(), azure.credential(), estate.clock(), diagnoses::add));
        this.host = FunctionHost.start(FunctionHost.FUNCTIONS, port, this::instance, queues);
    }

    public Estate estate() {
        return estate;
    }

    public SimulatedAzure azure() {
        return azure;
    }

    public FunctionHost host() {
        return host;
    }

    public EmbeddedQueues queues() {
        return queues;
    }

    /** What decides when a message that waits for its next try is visible again. */
    public MovableClock queueClock() {
        return queueClock;
    }

    public List<Played> play() {
        var played = new ArrayList<Played>();
        for (var trigger : estate.triggers()) {
            played.add(play(trigger));
        }
        return played;
    }

    public Played play(Trigger trigger) {
        diagnoses.clear();
        if (!host.names().contains(trigger.function())) {
            var known = "there is no function " + trigger.function() + ", only " + host.names();
            return new Played(trigger, 404, ErrorReport.render("NOT_FOUND", known, List.of()), Optional.empty());
        }
        var body = trigger.body().isTextual()
                ? trigger.body().textValue()
                : trigger.body().toString();
        var result = host.invoke(trigger.function(), body, trigger.headers(), trigger.query());
        host.drain();
        return new Played(
                trigger, result.status(), result.body(), diagnoses.stream().findFirst());
    }

    private Object instance(Class<?> function) {
        try {
            return function.getConstructor(Responder.class).newInstance(responder);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(function + " cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(function + " takes no Responder", e);
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
        host.close();
        responder.close();
        azure.close();
    }
}
