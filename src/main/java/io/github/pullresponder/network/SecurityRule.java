package io.github.pullresponder.network;

import java.util.List;
import java.util.Locale;

/**
 * A rule of a network security group.
 *
 * @param protocol {@code Tcp}, {@code Udp}, {@code Icmp}, {@code *} …
 * @param byApplicationGroups true if it names application security groups, whose members are not read
 */
public record SecurityRule(
        String name,
        int priority,
        boolean inbound,
        boolean allows,
        String protocol,
        List<String> sources,
        List<String> sourcePorts,
        List<String> destinations,
        List<String> destinationPorts,
        boolean byApplicationGroups) {

    private static final String ALL_PORTS = "0-65535";

    public SecurityRule {
        sources = List.copyOf(sources);
        sourcePorts = List.copyOf(sourcePorts);
        destinations = List.copyOf(destinations);
        destinationPorts = List.copyOf(destinationPorts);
    }

    TriState matches(Traffic traffic) {
        if (!isForTcp() || !Traffic.isToPort(destinationPorts)) {
            return TriState.NO;
        }
        return from(traffic).and(to(traffic)).and(isFromEveryPort() ? TriState.YES : TriState.MAYBE);
    }

    private boolean isFromEveryPort() {
        return sourcePorts.isEmpty() || sourcePorts.contains("*") || sourcePorts.contains(ALL_PORTS);
    }

    /** Matches the source; a rule with application security groups instead of addresses may match. */
    private TriState from(Traffic traffic) {
        return sources.isEmpty() ? openIfByGroups() : TriState.any(sources, traffic::isFrom);
    }

    private TriState to(Traffic traffic) {
        return destinations.isEmpty() ? openIfByGroups() : TriState.any(destinations, traffic::isTo);
    }

    private TriState openIfByGroups() {
        return byApplicationGroups ? TriState.MAYBE : TriState.NO;
    }

    private boolean isForTcp() {
        return protocol.equals("*") || protocol.toLowerCase(Locale.ROOT).equals("tcp");
    }

    @Override
    public String toString() {
        return "%s (priority %d)".formatted(name, priority);
    }
}
