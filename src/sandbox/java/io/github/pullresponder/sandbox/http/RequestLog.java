package io.github.pullresponder.sandbox.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Every request in the order it was answered. Safe for use by many threads. */
public final class RequestLog {
    private final List<RecordedRequest> requests = new ArrayList<>();

    synchronized void add(RecordedRequest request) {
        requests.add(request);
    }

    public synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    public synchronized List<RecordedRequest> to(SystemName system) {
        return requests.stream().filter(request -> request.system() == system).toList();
    }

    /** How many there are so far: a mark to be given to {@link #since}. */
    public synchronized int size() {
        return requests.size();
    }

    public synchronized List<RecordedRequest> since(int mark) {
        return List.copyOf(requests.subList(Math.min(mark, requests.size()), requests.size()));
    }

    /** All requests, which are forgotten: the next call starts from here. */
    public synchronized List<RecordedRequest> take() {
        var taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    public synchronized Map<SystemName, Integer> countBySystem() {
        var counts = new EnumMap<SystemName, Integer>(SystemName.class);
        requests.forEach(request -> counts.merge(request.system(), 1, Integer::sum));
        return counts;
    }
}
