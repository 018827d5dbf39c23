package io.github.pullresponder.registry;

import java.util.List;
import java.util.Locale;

/** Which hosts are Azure container registries. */
public final class AzureRegistryHosts {
    /** Of the public cloud. */
    public static final String DEFAULT_DOMAIN = "azurecr.io";

    /** The domains of registries, one for each cloud: what AKS nodes have credentials for. */
    public static final List<String> DOMAINS = List.of(DEFAULT_DOMAIN, "azurecr.cn", "azurecr.us", "azurecr.de");

    private AzureRegistryHosts() {}

    public static boolean isRegistry(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return DOMAINS.stream().anyMatch(domain -> name.endsWith("." + domain));
    }
}
