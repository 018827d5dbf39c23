package io.github.pullresponder.registry;

import java.util.Locale;

/**
 * The hosts of Microsoft's own registry, which provides the images of AKS. Source: "Microsoft Artifact Registry (MAR) client firewall
 * rules configuration".
 */
public final class MicrosoftRegistryHosts {
    public static final String LOGIN_SERVER = "mcr.microsoft.com";

    /** The hosts of layers, which depend on the region, and change. */
    public static final String DATA = "*.data.mcr.microsoft.com";

    private MicrosoftRegistryHosts() {}

    public static boolean isLoginServer(String host) {
        return host.equalsIgnoreCase(LOGIN_SERVER);
    }

    public static boolean servesData(String host) {
        return host.toLowerCase(Locale.ROOT).endsWith(DATA.substring(1));
    }
}
