package io.github.pullresponder.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognizes the hosts of Azure container registries. */
public final class AzureRegistryHosts {
    /** The domain of the public cloud. */
    public static final String DEFAULT_DOMAIN = "azurecr.io";

    /** The domains of registries, one per cloud, for which AKS nodes have credentials. */
    public static final List<String> DOMAINS = List.of(DEFAULT_DOMAIN, "azurecr.cn", "azurecr.us", "azurecr.de");

    private static final Pattern REGIONAL =
            Pattern.compile("[a-z0-9-]+\\.[a-z0-9]+\\.geo\\.azurecr\\.(io|cn|us|de)", Pattern.CASE_INSENSITIVE);

    private AzureRegistryHosts() {}

    /**
     * The login server of a registry's host: for {@code name.region.geo.azurecr.io}, a regional endpoint, it is
     * {@code name.azurecr.io}; any other host is treated as a login server ("Azure Container Registry endpoint reference").
     */
    public static String loginServerOf(String host) {
        var labels = host.split("\\.", -1);
        return isRegionalEndpoint(host)
                ? labels[0] + "." + String.join(".", Arrays.asList(labels).subList(3, labels.length))
                : host;
    }

    /** Returns true if a host is the endpoint of a registry in one region; it answers like the login server. */
    public static boolean isRegionalEndpoint(String host) {
        return REGIONAL.matcher(host).matches();
    }

    /** The region of a regional endpoint, such as {@code westeurope}. */
    public static Optional<String> regionOf(String host) {
        return isRegionalEndpoint(host) ? Optional.of(host.split("\\.", -1)[1]) : Optional.empty();
    }

    /** The registry name of a login server: a domain name label adds a hyphen and a hash, and names cannot have hyphens. */
    public static String registryName(String loginServer) {
        return loginServer.split("[.-]", 2)[0];
    }

    public static boolean isRegistry(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return DOMAINS.stream().anyMatch(domain -> name.endsWith("." + domain));
    }
}
