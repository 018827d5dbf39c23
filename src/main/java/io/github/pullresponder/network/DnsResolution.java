package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Set;

/** The resolution of a name of the registry on the nodes. */
public sealed interface DnsResolution {
    /**
     * A public address: no private zone for registries is linked to the network with the answering DNS.
     *
     * @param unlinked the network, or the networks, without the link
     */
    record PublicResolution(List<ResourceId> unlinked) implements DnsResolution {}

    /** Addresses of a record in a linked zone. */
    record PrivateResolution(List<AddressRange> addresses, PrivateDnsZone zone) implements DnsResolution {}

    /**
     * No address: a linked zone answers for all names below it and has no record for this one.
     *
     * @param fallsBack true if the public address is used instead
     */
    record MissingRecord(PrivateDnsZone zone, boolean fallsBack) implements DnsResolution {}

    /** Returns true if a node connects to the same addresses with either resolution. */
    default boolean isSameAs(DnsResolution other) {
        if (this instanceof PrivateResolution some && other instanceof PrivateResolution others) {
            return Set.copyOf(some.addresses()).equals(Set.copyOf(others.addresses()));
        }
        return isPublic() ? other.isPublic() : getClass().equals(other.getClass()) && !other.isPublic();
    }

    private boolean isPublic() {
        return this instanceof PublicResolution || (this instanceof MissingRecord absent && absent.fallsBack());
    }

    /** Returns true if it resolves to one of the given addresses. */
    default boolean leadsTo(List<AddressRange> some) {
        return this instanceof PrivateResolution found
                && found.addresses().stream().anyMatch(some::contains);
    }
}
