package io.github.pullresponder.network;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A private DNS zone for registries: {@code privatelink.azurecr.io}, or one that answers for public names, such as {@code azurecr.io}.
 *
 * @param links the networks whose DNS it answers
 * @param records the addresses of the registry's names, by name within the zone; a name without a record is not in it
 */
public record PrivateZone(ResourceId id, List<VirtualNetworkLink> links, Map<String, List<AddressRange>> records) {
    private static final String PRIVATE_LINK = "privatelink.";

    /**
     * A link to a virtual network.
     *
     * @param fallsBack whether a name that the zone lacks is looked up in public ({@code NxDomainRedirect})
     */
    public record VirtualNetworkLink(String name, ResourceId network, boolean fallsBack) {}

    public PrivateZone {
        links = List.copyOf(links);
        records = Map.copyOf(records);
    }

    public Source source() {
        return Source.arm(id);
    }

    public Optional<VirtualNetworkLink> linkTo(ResourceId network) {
        return links.stream().filter(link -> link.network().equals(network)).findFirst();
    }

    public String name() {
        return id.name().toLowerCase(Locale.ROOT);
    }

    /** Only a zone of private link falls back. Source: "Fallback to internet for Azure Private DNS zones". */
    boolean fallsBackIn(ResourceId network) {
        return isOfPrivateLink()
                && linkTo(network).filter(VirtualNetworkLink::fallsBack).isPresent();
    }

    /** Otherwise it answers for public names themselves. */
    public boolean isOfPrivateLink() {
        return ("." + name()).contains("." + PRIVATE_LINK);
    }

    public Optional<List<AddressRange>> addressesOf(String host) {
        return Optional.ofNullable(records.get(recordName(name(), host)));
    }

    /** What a host is called within a zone: {@code shop.azurecr.io} is {@code shop} in {@code privatelink.azurecr.io}. */
    public static String recordName(String zone, String host) {
        var plain = withoutPrivateLink(host);
        var domain = withoutPrivateLink(zone);
        return plain.equals(domain) ? "@" : plain.substring(0, Math.max(0, plain.length() - domain.length() - 1));
    }

    /** Whether a zone holds a name: one of private link no public name, and the other way around. */
    public static boolean answersFor(String zone, String name) {
        return ("." + name.toLowerCase(Locale.ROOT)).endsWith("." + zone.toLowerCase(Locale.ROOT));
    }

    /** The name that a public name becomes an alias of, once its registry has a private endpoint. */
    static String privateLinkName(String host) {
        var name = withoutPrivateLink(host);
        var suffix = name.lastIndexOf("azurecr.");
        return suffix < 0 ? name : name.substring(0, suffix) + PRIVATE_LINK + name.substring(suffix);
    }

    /** Whether a zone may hold a host, by its public name or by its name in the private link domain. */
    public static boolean mayHold(String zone, String host) {
        return answersFor(zone, host) || answersFor(zone, privateLinkName(host));
    }

    private static String withoutPrivateLink(String name) {
        return name.toLowerCase(Locale.ROOT).replace(PRIVATE_LINK, "");
    }

    /** The zone that holds a login server's private names. */
    public static String zoneName(String loginServer) {
        return PRIVATE_LINK + domain(loginServer);
    }

    /** The domain of all registries of a login server's cloud. */
    public static String domain(String loginServer) {
        var name = loginServer.toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf(".azurecr.") + 1);
    }
}
