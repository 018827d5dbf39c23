package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/** What a name of the registry resolves to for the nodes. */
public sealed interface Resolution {
    /**
     * A public address: no private zone for registries is linked to the network that asks.
     *
     * @param unlinked the network, or the networks, without the link
     */
    record Public(List<ResourceId> unlinked) implements Resolution {}

    /** Addresses of a record in a linked zone. */
    record Private(List<AddressRange> addresses, PrivateZone zone) implements Resolution {}

    /**
     * Nothing: a zone is linked, answers for all names below, and lacks this one.
     *
     * @param fallsBack whether the public address is taken instead
     */
    record Absent(PrivateZone zone, boolean fallsBack) implements Resolution {}

    /** Whether it is one of some addresses. */
    default boolean leadsTo(List<AddressRange> some) {
        return this instanceof Private found && found.addresses().stream().anyMatch(some::contains);
    }

    /** As the registry's private endpoints stand: without any, its name never leads into a private zone. */
    static Resolution of(String host, List<ResourceId> networks, List<PrivateZone> zones) {
        var unlinked = networks.stream()
                .filter(network ->
                        zones.stream().noneMatch(zone -> zone.linkTo(network).isPresent()))
                .toList();
        if (!unlinked.isEmpty()) {
            return new Public(unlinked);
        }
        for (var network : networks) {
            var zone = linkedTo(network, zones);
            if (zone.addressesOf(host).isEmpty()) {
                return new Absent(zone, zone.linkTo(network).orElseThrow().fallsBack());
            }
        }
        var zone = linkedTo(networks.get(0), zones);
        return new Private(zone.addressesOf(host).orElseThrow(), zone);
    }

    private static PrivateZone linkedTo(ResourceId network, List<PrivateZone> zones) {
        return zones.stream()
                .filter(zone -> zone.linkTo(network).isPresent())
                .findFirst()
                .orElseThrow();
    }
}
