package io.github.pullresponder.registry;

import java.util.List;
import java.util.Locale;

/** Which hosts are Azure container registries. */
public final class AzureRegistryHosts {
    /** What AKS nodes have credentials for. */
    private static final List<String> ENDINGS = List.of(".azurecr.io", ".azurecr.cn", ".azurecr.us", ".azurecr.de");

    private AzureRegistryHosts() {}

    public static boolean isRegistry(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }
}
