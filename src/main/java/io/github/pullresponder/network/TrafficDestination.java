package io.github.pullresponder.network;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The destination of traffic: TCP port 443 of a host of the registry, or of a host that nodes need to pull from it.
 *
 * @param host starts with a star if only the domain is known: the Azure Storage account of a layer is unknown
 * @param address the private endpoint's address; absent on the public path, where addresses are not known and change
 * @param service the service tag that contains the host's public addresses
 * @param regions the regions of the service tag that may contain the host's public addresses
 * @param regionsKnown true if no other region can serve the host: a registry may have replicas
 * @param otherService another service tag that may contain the host's addresses instead
 */
public record TrafficDestination(
        String host,
        Optional<AddressRange> address,
        String service,
        Set<String> regions,
        boolean regionsKnown,
        Optional<String> otherService) {
    public TrafficDestination {
        regions = Set.copyOf(regions);
    }

    public TrafficDestination(
            String host, Optional<AddressRange> address, String service, Set<String> regions, boolean regionsKnown) {
        this(host, address, service, regions, regionsKnown, Optional.empty());
    }

    /**
     * A host of the Microsoft Artifact Registry. Its entry point is Azure Front Door, and a rule needs both tags ("Microsoft Artifact
     * Registry (MAR) client firewall rules configuration").
     */
    static TrafficDestination ofMicrosoftRegistry(String host) {
        return new TrafficDestination(
                host, Optional.empty(), MICROSOFT_REGISTRY_TAG, Set.of(), false, Optional.of(FRONT_DOOR_TAG));
    }

    /** A host of Entra ID. */
    static TrafficDestination ofSignIn(String host) {
        return new TrafficDestination(host, Optional.empty(), SIGN_IN_TAG, Set.of(), false);
    }

    public static final int PORT = 443;
    public static final String REGISTRY_TAG = "AzureContainerRegistry";
    public static final String STORAGE_TAG = "Storage";
    static final String MICROSOFT_REGISTRY_TAG = "MicrosoftContainerRegistry";
    static final String SIGN_IN_TAG = "AzureActiveDirectory";

    private static final String FRONT_DOOR_TAG = "AzureFrontDoor.FirstParty";

    /** Service tags that may be outside the tag {@code AzureCloud}. */
    private static final Set<String> GLOBAL = Set.of(SIGN_IN_TAG, FRONT_DOOR_TAG);

    private static final String AZURE_TAG = "AzureCloud";
    private static final String INTERNET_TAG = "Internet";
    static final String NETWORK_TAG = "VirtualNetwork";
    private static final AddressRange EVERYWHERE = AddressRange.of("0.0.0.0/0");

    /** The name of a rule that allows the traffic. */
    public String ruleName() {
        return isSignIn() ? "allow-sign-in" : "allow-registry";
    }

    /** The destination's name in the title of a remedy. */
    public String title() {
        return isSignIn() ? host : "the registry";
    }

    private boolean isSignIn() {
        return service.equals(SIGN_IN_TAG);
    }

    /** The service tags that contain the public addresses: a rule for the destination names each. */
    public List<String> serviceTags() {
        return Stream.concat(Stream.of(service), otherService.stream()).toList();
    }

    /** The destination for each region that may answer, and for each service tag, if those are known. */
    List<TrafficDestination> perRegion() {
        if (otherService.isPresent()) {
            return serviceTags().stream()
                    .map(tag -> new TrafficDestination(host, address, tag, regions, regionsKnown))
                    .toList();
        }
        return regionsKnown && regions.size() > 1
                ? regions.stream()
                        .sorted()
                        .map(region -> new TrafficDestination(host, address, service, Set.of(region), true))
                        .toList()
                : List.of(this);
    }

    public boolean isPrivate() {
        return address.isPresent();
    }

    /** Returns whether an address, a range, a service tag or the wildcard of a rule contains the destination. */
    TriState isIn(String prefixOrTag) {
        var text = prefixOrTag.strip();
        if (isEverything(text)) {
            return TriState.YES;
        }
        var range = AddressRange.find(text);
        if (range.isPresent()) {
            return isIn(range.get());
        }
        return isPrivate() ? TriState.when(text.equalsIgnoreCase(NETWORK_TAG)) : isInPublicTag(text);
    }

    /** Compares with a range. A registry has IPv4 addresses, unless its {@code endpointProtocol} (in preview) adds IPv6 ones. */
    private TriState isIn(AddressRange range) {
        return address.map(privateAddress -> TriState.when(range.contains(privateAddress)))
                .orElseGet(() -> range.isPrivate() || range.isIpv6() ? TriState.NO : TriState.MAYBE);
    }

    /**
     * Returns whether a name in a rule matches the host: {@code *} matches everything, {@code *.azurecr.io} each subdomain. If only the
     * domain is known, a rule for one host of the domain may match.
     */
    TriState isNamed(String pattern) {
        var wanted = pattern.strip().toLowerCase(Locale.ROOT);
        var name = host.toLowerCase(Locale.ROOT);
        if (wanted.startsWith("*") ? name.endsWith(wanted.substring(1)) : name.equals(wanted)) {
            return TriState.YES;
        }
        return name.startsWith("*") && wanted.endsWith(name.substring(1)) ? TriState.MAYBE : TriState.NO;
    }

    private TriState isInPublicTag(String text) {
        if (text.equalsIgnoreCase(INTERNET_TAG)) {
            return TriState.YES;
        }
        var answers =
                serviceTags().stream().map(tag -> holds(text, tag)).distinct().toList();
        return answers.size() == 1 ? answers.get(0) : TriState.MAYBE;
    }

    /** Compares with a service tag. A tag may be limited to a region; a registry with replicas answers from several. */
    private TriState holds(String text, String service) {
        if (text.equalsIgnoreCase(service)) {
            return TriState.YES;
        }
        var tag = ServiceTag.of(text);
        if (tag.isNamed(AZURE_TAG) && GLOBAL.contains(service)) {
            return TriState.MAYBE;
        }
        if (!tag.isNamed(service) && !tag.isNamed(AZURE_TAG)) {
            return TriState.NO;
        }
        return tag.region().isEmpty() ? TriState.YES : isServedFrom(tag);
    }

    private TriState isServedFrom(ServiceTag tag) {
        if (regions.stream().noneMatch(tag::isOf)) {
            return regionsKnown ? TriState.NO : TriState.MAYBE;
        }
        return regionsKnown && regions.size() == 1 ? TriState.YES : TriState.MAYBE;
    }

    static boolean isEverything(String text) {
        return text.equals("*")
                || text.equalsIgnoreCase("Any")
                || AddressRange.find(text).filter(EVERYWHERE::equals).isPresent();
    }

    @Override
    public String toString() {
        return address.map(privateAddress -> host + " (" + privateAddress + ")").orElse(host);
    }
}
