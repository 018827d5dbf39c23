package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Set;

/** What a name of the registry resolves to for the nodes. */
public sealed interface DnsResolution {
    /**
     * A public address: no private zone for registries is linked to the network whose DNS answers.
     *
     * @param unlinked the network, or the networks, without the link
     */
    record PublicResolution(List<ResourceId> unlinked) implements DnsResolution {}

    /** Addresses of a record in a linked zone. */
    record PrivateResolution(List<AddressRange> addresses, PrivateZone zone) implements DnsResolution {}

    /**
     * Nothing: a zone is linked, answers for all names below, and lacks this one.
     *
     * @param fallsBack whether the public address is taken instead
     */
    record MissingRecord(PrivateZone zone, boolean fallsBack) implements DnsResolution {}

    /** Whether a node that gets the one or the other connects to the same addresses. */
    default boolean isSameAs(DnsResolution other) {
        if (this instanceof PrivateResolution some && other instanceof PrivateResolution others) {
            return Set.copyOf(some.addresses()).equals(Set.copyOf(others.addresses()));
        }
        return isPublic() ? other.isPublic() : getClass().equals(other.getClass()) && !other.isPublic();
    }

    private boolean isPublic() {
        return this instanceof PublicResolution || (this instanceof MissingRecord absent && absent.fallsBack());
    }

    /** Whether it is one of some addresses. */
    default boolean leadsTo(List<AddressRange> some) {
        return this instanceof PrivateResolution found
                && found.addresses().stream().anyMatch(some::contains);
    }
}
