package io.github.pullresponder.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which hosts are Azure container registries. */
public final class AzureRegistryHosts {
    /** Of the public cloud. */
    public static final String DEFAULT_DOMAIN = "azurecr.io";

    /** The domains of registries, one for each cloud: what AKS nodes have credentials for. */
    public static final List<String> DOMAINS = List.of(DEFAULT_DOMAIN, "azurecr.cn", "azurecr.us", "azurecr.de");

    private static final Pattern REGIONAL =
            Pattern.compile("[a-z0-9-]+\\.[a-z0-9]+\\.geo\\.azurecr\\.(io|cn|us|de)", Pattern.CASE_INSENSITIVE);

    private AzureRegistryHosts() {}

    /**
     * The login server that a host of a registry belongs to: that of {@code name.region.geo.azurecr.io}, a regional endpoint, is
     * {@code name.azurecr.io}; any other host is taken for a login server ("Azure Container Registry endpoint reference").
     */
    public static String loginServerOf(String host) {
        var labels = host.split("\\.", -1);
        return isRegionalEndpoint(host)
                ? labels[0] + "." + String.join(".", Arrays.asList(labels).subList(3, labels.length))
                : host;
    }

    /** Whether a host is the endpoint of a registry in one region; it answers like the login server. */
    public static boolean isRegionalEndpoint(String host) {
        return REGIONAL.matcher(host).matches();
    }

    /** The region of a regional endpoint, such as {@code westeurope}. */
    public static Optional<String> regionOf(String host) {
        return isRegionalEndpoint(host) ? Optional.of(host.split("\\.", -1)[1]) : Optional.empty();
    }

    /** The name of a login server's registry: a domain name label adds a hash to it after a hyphen, which names cannot have. */
    public static String registryName(String loginServer) {
        return loginServer.split("[.-]", 2)[0];
    }

    public static boolean isRegistry(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return DOMAINS.stream().anyMatch(domain -> name.endsWith("." + domain));
    }
}
