package io.github.pullresponder.sandbox.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Records every request in the order of the answers. Thread-safe. */
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

    /** The number of requests so far, for use with {@link #since}. */
    public synchronized int size() {
        return requests.size();
    }

    public synchronized List<RecordedRequest> since(int mark) {
        return List.copyOf(requests.subList(Math.min(mark, requests.size()), requests.size()));
    }

    /** Returns all requests and removes them from the log. */
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
