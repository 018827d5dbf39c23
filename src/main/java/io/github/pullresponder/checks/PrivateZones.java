package io.github.pullresponder.checks;

import io.github.pullresponder.evidence.network.PrivateEndpoint;
import io.github.pullresponder.evidence.network.PrivateZone;
import io.github.pullresponder.evidence.network.PullPath;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Which private DNS zone is an endpoint's. */
final class PrivateZones {
    private PrivateZones() {}

    /** The one that knows the endpoint's addresses, else the first. */
    static PrivateZone ofEndpoint(PullPath path, PrivateEndpoint endpoint) {
        var login = path.loginServer();
        return path.topology().zones().get().stream()
                .max(Comparator.comparing((PrivateZone zone) -> zone.addressesOf(login)
                        .filter(addresses -> addresses.stream().anyMatch(endpoint.addressesOf(login)::contains))
                        .isPresent()))
                .orElseThrow();
    }

    static String linked(PrivateZone zone) {
        return zone.links().isEmpty()
                ? "no network"
                : zone.links().stream()
                        .map(link -> link.network().name())
                        .sorted()
                        .collect(Collectors.joining(", ", "", " only"));
    }
}
