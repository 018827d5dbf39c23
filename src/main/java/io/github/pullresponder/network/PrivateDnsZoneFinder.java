package io.github.pullresponder.network;

import io.github.pullresponder.network.DnsResolution.MissingRecord;
import io.github.pullresponder.network.DnsResolution.PrivateResolution;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Finds the private DNS zone of an endpoint. */
public final class PrivateDnsZoneFinder {
    private PrivateDnsZoneFinder() {}

    /**
     * Returns the zone with the endpoint's addresses, else the first zone.
     *
     * @throws EvidenceUnavailableException if no read zone has the addresses, and some zones were not read
     */
    public static PrivateDnsZone ofEndpoint(PullPath path, PrivateEndpoint endpoint) {
        var login = path.loginServer();
        requireKnown(path, endpoint);
        return path.snapshot().zones().get().stream()
                .filter(PrivateDnsZone::isOfPrivateLink)
                .max(Comparator.comparing((PrivateDnsZone zone) -> zone.addressesOf(login)
                        .filter(addresses -> addresses.stream().anyMatch(endpoint.addressesOf(login)::contains))
                        .isPresent()))
                .orElseThrow();
    }

    private static void requireKnown(PullPath path, PrivateEndpoint endpoint) {
        var zones = path.snapshot().zones().get();
        var name = PrivateDnsZone.zoneName(path.loginServer());
        var read = zones.stream().map(PrivateDnsZone::id).toList();
        var leftOut = (int) path.snapshot().zoneLinks().get().keySet().stream()
                .filter(zone -> zone.name().equalsIgnoreCase(name) && !read.contains(zone))
                .count();
        var known = zones.stream()
                .flatMap(zone -> zone.addressesOf(path.loginServer()).stream())
                .flatMap(List::stream)
                .anyMatch(endpoint.addressesOf(path.loginServer())::contains);
        if (!known && leftOut > 0) {
            throw EvidenceUnavailableException.limit("private DNS zones", zones.size(), OptionalInt.of(leftOut));
        }
    }

    /** A description of the zone that answered. */
    public static String described(DnsResolution resolution) {
        var zone = resolution instanceof PrivateResolution found ? found.zone() : ((MissingRecord) resolution).zone();
        return zone.isOfPrivateLink()
                ? "the private DNS zone"
                : "private DNS zone %s, which overrides public names".formatted(zone.name());
    }

    public static String linked(PrivateDnsZone zone) {
        return zone.links().isEmpty()
                ? "no network"
                : zone.links().stream()
                        .map(link -> link.network().name())
                        .sorted()
                        .collect(Collectors.joining(", ", "", " only"));
    }
}
