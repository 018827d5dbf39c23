package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Which private DNS zone is an endpoint's. */
public final class PrivateZones {
    private PrivateZones() {}

    /** The one that knows the endpoint's addresses, else the first. */
    public static PrivateZone ofEndpoint(PullPath path, PrivateEndpoint endpoint) {
        var login = path.loginServer();
        return path.topology().zones().get().stream()
                .max(Comparator.comparing((PrivateZone zone) -> zone.addressesOf(login)
                        .filter(addresses -> addresses.stream().anyMatch(endpoint.addressesOf(login)::contains))
                        .isPresent()))
                .orElseThrow();
    }

    /** The networks that the zone would have to be linked to, and is not; none where the nodes' DNS sees it. */
    public static List<ResourceId> unlinked(PullPath path) {
        return path.resolution(path.loginServer()) instanceof Resolution.Public it ? it.unlinked() : List.of();
    }

    public static String linked(PrivateZone zone) {
        return zone.links().isEmpty()
                ? "no network"
                : zone.links().stream()
                        .map(link -> link.network().name())
                        .sorted()
                        .collect(Collectors.joining(", ", "", " only"));
    }
}
