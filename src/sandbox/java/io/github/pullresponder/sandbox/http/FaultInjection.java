package io.github.pullresponder.sandbox.http;

import io.github.pullresponder.sandbox.estate.Fault;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Injects the estate's faults, each as many times as it specifies. */
public final class FaultInjection {
    private record Armed(Fault fault, AtomicInteger left) {
        /** Uses one of the remaining times. */
        private boolean fire() {
            return left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
        }
    }

    private volatile List<Armed> faults;

    public FaultInjection(List<Fault> faults) {
        this.faults = faults.stream()
                .map(fault -> new Armed(fault, new AtomicInteger(fault.times().orElse(Integer.MAX_VALUE))))
                .toList();
    }

    /** Ends all faults. */
    public void end() {
        faults = List.of();
    }

    /** Finds the first matching fault with times left, and uses one of them. */
    public Optional<Fault> take(Request request) {
        return faults.stream()
                .filter(armed -> matches(armed.fault(), request))
                .filter(Armed::fire)
                .map(Armed::fault)
                .findFirst();
    }

    /** The system's answer under this fault. */
    public static Answer answer(Optional<Fault> fault, Request request, SimulatedSystem system) {
        if (fault.isPresent() && fault.get().reset()) {
            return new ConnectionReset();
        }
        if (fault.isEmpty() || fault.get().status().isEmpty()) {
            return system.answer(request);
        }
        Response failure = system.failure(request, fault.get().status().getAsInt());
        return fault.get()
                .body()
                .map(failure::withBody)
                .orElse(failure)
                .with(fault.get().headers());
    }

    private static boolean matches(Fault fault, Request request) {
        return Stream.of(request.url(), request.urlWithoutQuery(), request.pathAndQuery())
                .map(target -> request.method() + " " + target)
                .anyMatch(line -> fault.match().matcher(line).find());
    }
}
