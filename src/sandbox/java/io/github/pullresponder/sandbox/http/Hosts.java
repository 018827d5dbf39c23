package io.github.pullresponder.sandbox.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which system answers for which host, or for which path of the server itself. */
public final class Hosts {
    private static final SimulatedSystem UNKNOWN = new UnknownHost();

    private final Map<String, SimulatedSystem> byHost = new HashMap<>();
    private final Map<String, SimulatedSystem> byFirstSegment = new HashMap<>();

    /** Answers for these host names. */
    public Hosts at(List<String> hosts, SimulatedSystem system) {
        hosts.forEach(host -> byHost.put(host.toLowerCase(Locale.ROOT), system));
        return this;
    }

    /** Answers for what lies below this first path segment of the server itself. */
    public Hosts below(String firstSegment, SimulatedSystem system) {
        byFirstSegment.put(firstSegment, system);
        return this;
    }

    SimulatedSystem systemOf(Request request) {
        SimulatedSystem named = byHost.get(request.host());
        if (named != null) {
            return named;
        }
        if (!request.origin().equals(request.serverOrigin())) {
            return UNKNOWN;
        }
        return request.segments().stream()
                .findFirst()
                .map(segment -> byFirstSegment.getOrDefault(segment, UNKNOWN))
                .orElse(UNKNOWN);
    }
}
