package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/** What a name of the registry resolves to for the nodes. */
public sealed interface Resolution {
    /**
     * A public address: no private zone for registries is linked to the network whose DNS answers.
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
}
