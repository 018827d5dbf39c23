package io.github.pullresponder.registry;

import java.util.Locale;

/**
 * The hosts of Microsoft's own registry, which serves the images of AKS. Source: "Microsoft Artifact Registry (MAR) client firewall
 * rules configuration".
 */
public final class MicrosoftRegistryHosts {
    public static final String LOGIN_SERVER = "mcr.microsoft.com";

    /** Which host of it serves a layer depends on the region, and changes. */
    public static final String DATA = "*.data.mcr.microsoft.com";

    private MicrosoftRegistryHosts() {}

    public static boolean isLoginServer(String host) {
        return host.equalsIgnoreCase(LOGIN_SERVER);
    }

    public static boolean servesData(String host) {
        return host.toLowerCase(Locale.ROOT).endsWith(DATA.substring(1));
    }
}
