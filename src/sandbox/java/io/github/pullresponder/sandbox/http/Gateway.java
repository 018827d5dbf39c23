package io.github.pullresponder.sandbox.http;

import io.github.pullresponder.sandbox.estate.Fault;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Passes each request to its system, injects faults and records the request. */
public final class Gateway implements Function<Request, Answer> {
    private static final Logger LOG = Logger.getLogger(Gateway.class.getName());

    private final Hosts hosts;
    private final FaultInjection faults;
    private final RequestLog log;
    private volatile Duration delay = Duration.ZERO;
    private volatile Optional<WaveGate> waves = Optional.empty();

    public Gateway(Hosts hosts, FaultInjection faults, RequestLog log) {
        this.hosts = hosts;
        this.faults = faults;
        this.log = log;
    }

    /** Delays every later answer by this latency. */
    public void delay(Duration latency) {
        delay = latency;
    }

    /** Answers later requests in waves. */
    public void answerInWaves(WaveGate gate) {
        waves = Optional.of(gate);
    }

    @Override
    public Answer apply(Request request) {
        Instant at = Instant.now();
        SimulatedSystem system = hosts.systemOf(request);
        Optional<Fault> fault = faults.take(request);
        Duration pause = delay.plus(fault.map(Fault::delay).orElse(Duration.ZERO));
        Answer answer = answer(fault, request, system);
        pause(pause);
        waves.ifPresent(gate -> gate.pass(request.method() + " " + request.urlWithoutQuery()));
        log.add(new RecordedRequest(system.name(), request.method(), request.url(), status(answer), at, pause));
        return answer;
    }

    private static Answer answer(Optional<Fault> fault, Request request, SimulatedSystem system) {
        try {
            return FaultInjection.answer(fault, request, system);
        } catch (IllegalArgumentException | DateTimeException malformed) {
            // The request has a malformed number, time or escape sequence.
            return system.failure(request, 400);
        } catch (RuntimeException mistake) {
            LOG.log(Level.SEVERE, mistake, () -> "The sandbox cannot answer " + request.method() + " " + request.url());
            return Response.text(500, "The sandbox cannot answer this: " + mistake);
        }
    }

    private static int status(Answer answer) {
        return answer instanceof Response response ? response.status() : 0;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
