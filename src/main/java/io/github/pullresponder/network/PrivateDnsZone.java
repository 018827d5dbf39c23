package io.github.pullresponder.network;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A private DNS zone for registries: {@code privatelink.azurecr.io}, or one that overrides public names, such as {@code azurecr.io}.
 *
 * @param links the links to networks, whose DNS uses the zone
 * @param records the addresses of the registry's names, by name within the zone; names without a record are omitted
 */
public record PrivateDnsZone(ResourceId id, List<VirtualNetworkLink> links, Map<String, List<AddressRange>> records) {
    private static final String PRIVATE_LINK = "privatelink.";

    /**
     * A link to a virtual network.
     *
     * @param fallsBack true if a name without a record is resolved in public DNS ({@code NxDomainRedirect})
     */
    public record VirtualNetworkLink(String name, ResourceId network, boolean fallsBack) {}

    public PrivateDnsZone {
        links = List.copyOf(links);
        records = Map.copyOf(records);
    }

    public FactSource source() {
        return FactSource.arm(id);
    }

    public Optional<VirtualNetworkLink> linkTo(ResourceId network) {
        return links.stream().filter(link -> link.network().equals(network)).findFirst();
    }

    public String name() {
        return id.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns true if missing names are resolved in public DNS. Only private link zones support it. Source: "Fallback to internet for
     * Azure Private DNS zones".
     */
    boolean fallsBackIn(ResourceId network) {
        return isOfPrivateLink()
                && linkTo(network).filter(VirtualNetworkLink::fallsBack).isPresent();
    }

    /** Returns true for a private link zone; other zones override public names. */
    public boolean isOfPrivateLink() {
        return ("." + name()).contains("." + PRIVATE_LINK);
    }

    public Optional<List<AddressRange>> addressesOf(String host) {
        return Optional.ofNullable(records.get(recordName(name(), host)));
    }

    /** The record name of a host in a zone: {@code shop.azurecr.io} is {@code shop} in {@code privatelink.azurecr.io}. */
    public static String recordName(String zone, String host) {
        var plain = withoutPrivateLink(host);
        var domain = withoutPrivateLink(zone);
        return plain.equals(domain) ? "@" : plain.substring(0, Math.max(0, plain.length() - domain.length() - 1));
    }

    /** Returns true if a zone contains a name. A private link zone contains no public names, and vice versa. */
    public static boolean answersFor(String zone, String name) {
        return ("." + name.toLowerCase(Locale.ROOT)).endsWith("." + zone.toLowerCase(Locale.ROOT));
    }

    /** The private link name of a host. If the registry has a private endpoint, the public name is an alias of it. */
    static String privateLinkName(String host) {
        var name = withoutPrivateLink(host);
        var suffix = name.lastIndexOf("azurecr.");
        return suffix < 0 ? name : name.substring(0, suffix) + PRIVATE_LINK + name.substring(suffix);
    }

    /** Returns true if a zone can contain a host, by its public name or by its private link name. */
    public static boolean mayHold(String zone, String host) {
        return answersFor(zone, host) || answersFor(zone, privateLinkName(host));
    }

    private static String withoutPrivateLink(String name) {
        return name.toLowerCase(Locale.ROOT).replace(PRIVATE_LINK, "");
    }

    /** The name of the private link zone of a login server. */
    public static String zoneName(String loginServer) {
        return PRIVATE_LINK + domain(loginServer);
    }

    /** The domain of all registries of a login server's cloud. */
    public static String domain(String loginServer) {
        var name = loginServer.toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf(".azurecr.") + 1);
    }
}
