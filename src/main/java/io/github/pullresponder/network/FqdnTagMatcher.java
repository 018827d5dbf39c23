package io.github.pullresponder.network;

import io.github.pullresponder.registry.EntraHosts;
import io.github.pullresponder.registry.MicrosoftRegistryHosts;
import java.util.Locale;
import java.util.Set;

/**
 * An FQDN tag of an application rule: a group of host names that Microsoft maintains and does not publish. Source: "FQDN tags overview
 * for Azure
 * Firewall".
 */
final class FqdnTagMatcher {
    /** Contains the hosts of "Outbound network and FQDN rules for AKS clusters": no customer registries and no storage. */
    private static final String AKS = "azurekubernetesservice";

    /** Tags that contain hosts for Windows only. */
    private static final Set<String> OF_WINDOWS =
            Set.of("windowsupdate", "windowsdiagnostics", "microsoftactiveprotectionservice");

    private FqdnTagMatcher() {}

    /** Compares a tag with a host. Other services also need the hosts of AKS and storage: their tags may contain them. */
    static TriState holds(String tag, TrafficDestination destination) {
        var name = tag.strip().toLowerCase(Locale.ROOT);
        var host = destination.host();
        if (name.equals(AKS)) {
            return TriState.when(isNeededByAks(host));
        }
        var isShared = isNeededByAks(host) || host.contains(".blob.");
        return isShared && !OF_WINDOWS.contains(name) ? TriState.MAYBE : TriState.NO;
    }

    private static boolean isNeededByAks(String host) {
        return MicrosoftRegistryHosts.isLoginServer(host)
                || MicrosoftRegistryHosts.servesData(host)
                || EntraHosts.isSignIn(host);
    }
}
