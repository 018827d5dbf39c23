package io.github.pullresponder.checks;

import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.network.PrivateEndpoint;
import io.github.pullresponder.evidence.network.PrivateZone;
import io.github.pullresponder.evidence.network.PullPath;
import io.github.pullresponder.evidence.network.Resolution;
import java.util.Comparator;
import java.util.List;
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

    /** The networks that the zone would have to be linked to, and is not; none where the nodes' DNS sees it. */
    static List<ResourceId> unlinked(PullPath path) {
        return path.resolution(path.loginServer()) instanceof Resolution.Public it ? it.unlinked() : List.of();
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
