package io.github.pullresponder.read;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests of one diagnosis, retries included. */
public final class RequestCounter {
    private final Map<RemoteSystem, LongAdder> calls = new EnumMap<>(RemoteSystem.class);

    public RequestCounter() {
        for (var system : RemoteSystem.values()) {
            calls.put(system, new LongAdder());
        }
    }

    public void count(RemoteSystem system) {
        Objects.requireNonNull(calls.get(system)).increment();
    }

    public Map<RemoteSystem, Long> calls() {
        var counted = new EnumMap<RemoteSystem, Long>(RemoteSystem.class);
        calls.forEach((system, adder) -> counted.put(system, adder.sum()));
        return counted;
    }
}
