package io.github.pullresponder.sandbox.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Maps host names, and first path segments of the server itself, to systems. */
public final class Hosts {
    private static final SimulatedSystem UNKNOWN = new UnknownHost();

    private final Map<String, SimulatedSystem> byHost = new HashMap<>();
    private final Map<String, SimulatedSystem> byFirstSegment = new HashMap<>();

    /** Maps these host names to a system. */
    public Hosts at(List<String> hosts, SimulatedSystem system) {
        hosts.forEach(host -> byHost.put(host.toLowerCase(Locale.ROOT), system));
        return this;
    }

    /** Maps paths of the server itself with this first segment to a system. */
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
