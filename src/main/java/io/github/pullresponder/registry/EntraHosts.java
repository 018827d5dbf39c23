package io.github.pullresponder.registry;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The sign-in hosts of Entra ID. Each cloud has its own ("National clouds"; Azure SDK for Go, {@code azcore/cloud}).
 */
public final class EntraHosts {
    private static final String PUBLIC_CLOUD = "login.microsoftonline.com";

    /** The hosts by the registry domain of their cloud. */
    private static final Map<String, String> BY_CLOUD =
            Map.of("azurecr.us", "login.microsoftonline.us", "azurecr.cn", "login.chinacloudapi.cn");

    private static final Set<String> ALL = Set.of(
            PUBLIC_CLOUD,
            "login.microsoft.com",
            "login.windows.net",
            "sts.windows.net",
            "login.microsoftonline.us",
            "login.partner.microsoftonline.cn",
            "login.chinacloudapi.cn",
            "login.microsoftonline.de");

    private EntraHosts() {}

    public static boolean isSignIn(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return ALL.contains(name) || name.endsWith(".login.microsoft.com");
    }

    /** The sign-in host for applications that pull from a registry of the same cloud. */
    public static String signInFor(String loginServer) {
        var name = loginServer.toLowerCase(Locale.ROOT);
        return Objects.requireNonNull(
                BY_CLOUD.getOrDefault(name.substring(name.lastIndexOf(".azurecr.") + 1), PUBLIC_CLOUD));
    }
}
