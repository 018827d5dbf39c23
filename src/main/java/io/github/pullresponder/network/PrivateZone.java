package io.github.pullresponder.network;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A private DNS zone for registries.
 *
 * @param links the networks whose DNS it answers
 * @param records the addresses of the registry's names, by name within the zone; a name without a record is not in it
 */
public record PrivateZone(ResourceId id, List<Link> links, Map<String, List<AddressRange>> records) {
    private static final String PRIVATE_LINK = "privatelink.";

    /**
     * A link to a virtual network.
     *
     * @param fallsBack whether a name that the zone lacks is looked up in public ({@code NxDomainRedirect})
     */
    public record Link(String name, ResourceId network, boolean fallsBack) {}

    public PrivateZone {
        links = List.copyOf(links);
        records = Map.copyOf(records);
    }

    public Source source() {
        return Source.arm(id);
    }

    public Optional<Link> linkTo(ResourceId network) {
        return links.stream().filter(link -> link.network().equals(network)).findFirst();
    }

    public Optional<List<AddressRange>> addressesOf(String host) {
        return Optional.ofNullable(records.get(recordName(host)));
    }

    /** What a host is called within its zone: {@code shop.azurecr.io} is {@code shop} in {@code privatelink.azurecr.io}. */
    public static String recordName(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        var suffix = name.lastIndexOf(".azurecr.");
        return suffix < 0 ? name : name.substring(0, suffix);
    }

    /** The zone that holds a login server's private names. */
    public static String zoneName(String loginServer) {
        var name = loginServer.toLowerCase(Locale.ROOT);
        return PRIVATE_LINK + name.substring(name.lastIndexOf(".azurecr.") + 1);
    }
}
