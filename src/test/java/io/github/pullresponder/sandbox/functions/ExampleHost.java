package io.github.pullresponder.sandbox.functions;

import io.github.pullresponder.sandbox.MovableClock;
import io.github.pullresponder.sandbox.functions.example.Example;
import io.github.pullresponder.sandbox.functions.example.Receiving;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A host of the example functions, with queues whose clock moves only if a test moves it. */
final class ExampleHost implements AutoCloseable {
    /** These fail on purpose. This reference is needed: a logger without one loses its level. */
    private static final Logger FAILURES = Logger.getLogger("function");

    private final MovableClock clock =
            MovableClock.over(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));
    private final EmbeddedQueues queues = new EmbeddedQueues(clock);
    private final Receiving receiving = new Receiving();
    private final FunctionHost host;

    ExampleHost() {
        FAILURES.setLevel(Level.OFF);
        host = over(queues, receiving);
    }

    /** A host of the same functions over other queues. */
    static FunctionHost over(HostQueues queues) {
        return over(queues, new Receiving());
    }

    private static FunctionHost over(HostQueues queues, Receiving receiving) {
        Function<Class<?>, Object> instances = type -> type == Receiving.class ? receiving : new Example();
        return FunctionHost.start(Example.class.getPackageName(), 0, instances, queues);
    }

    FunctionHost host() {
        return host;
    }

    EmbeddedQueues queues() {
        return queues;
    }

    MovableClock clock() {
        return clock;
    }

    List<String> received() {
        return receiving.received();
    }

    @Override
    public void close() {
        host.close();
    }
}
