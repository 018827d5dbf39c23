package io.github.pullresponder.checks.registry;

import io.github.pullresponder.checks.image.SimilarNames;
import io.github.pullresponder.image.RegistryHost;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.RegistryEntry;
import io.github.pullresponder.text.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which registry was meant by a host that is no visible registry's login server: one that differs by a letter or two, by the
 * domain of another cloud or none, by the hash of a domain name label, or by a part that only addresses have.
 */
final class LoginServers {
    private static final int NEAR = 2;

    private LoginServers() {}

    /** The nearest first. */
    static List<RegistryEntry> meantBy(String host, List<RegistryEntry> visible) {
        return visible.stream()
                .filter(entry -> distance(host, entry.loginServer()) <= NEAR)
                .sorted(Comparator.comparingInt((RegistryEntry entry) -> distance(host, entry.loginServer()))
                        .thenComparing(RegistryEntry::loginServer))
                .limit(SimilarNames.MOST)
                .toList();
    }

    /** The endpoint that differs least from a host, if it is a near miss. */
    static Optional<String> nearestTo(String host, List<String> endpoints) {
        var written = host.toLowerCase(Locale.ROOT);
        return endpoints.stream()
                .filter(endpoint -> EditDistance.between(written, endpoint) <= NEAR)
                .min(Comparator.comparingInt(endpoint -> EditDistance.between(written, endpoint)));
    }

    /** The host with the domain of registries, if its own is a near miss of that. */
    static Optional<String> withDomainCorrected(String host) {
        return hasMistypedDomain(host)
                ? Optional.of(nameIn(host) + "." + AzureRegistryHosts.DEFAULT_DOMAIN)
                : Optional.empty();
    }

    static boolean hasMistypedDomain(String host) {
        var domain = domainIn(host);
        return !AzureRegistryHosts.isRegistry(host)
                && (domain.startsWith("azurecr.")
                        || AzureRegistryHosts.DOMAINS.stream()
                                .anyMatch(known -> EditDistance.between(known, domain) <= NEAR));
    }

    /** {@code name.privatelink.azurecr.io} and {@code name.region.data.azurecr.io} are names behind a login server. */
    private static boolean isBehindLoginServer(String host) {
        return AzureRegistryHosts.isRegistry(host)
                && labels(host) > labels(AzureRegistryHosts.DEFAULT_DOMAIN) + 1
                && !AzureRegistryHosts.isRegionalEndpoint(host);
    }

    /** The registry whose name the host has, if the host is one behind a login server: such a name is no registry's. */
    static List<RegistryEntry> behind(String host, List<RegistryEntry> visible) {
        return isBehindLoginServer(host)
                ? visible.stream()
                        .filter(entry -> nameIn(entry.loginServer()).equalsIgnoreCase(nameIn(host)))
                        .toList()
                : List.of();
    }

    /**
     * Whether a DNS server said that a host does not exist. One that answers, or has an address to dial, exists; one that a DNS server
     * was silent about may.
     */
    static boolean isNoName(String host, PullError error) {
        return error.symptom() == Symptom.HOST_NOT_RESOLVED
                && error.observations().noSuchName()
                && error.host()
                        .map(RegistryHost::withoutDefaultPort)
                        .filter(named -> !named.equalsIgnoreCase(host))
                        .isEmpty();
    }

    private static int distance(String host, String loginServer) {
        var written = host.toLowerCase(Locale.ROOT);
        var meant = loginServer.toLowerCase(Locale.ROOT);
        return AzureRegistryHosts.isRegistry(written) || hasMistypedDomain(written)
                ? Math.min(
                        EditDistance.between(withoutHash(nameIn(written)), withoutHash(nameIn(meant))),
                        EditDistance.between(written, meant))
                : EditDistance.between(written, meant);
    }

    /** A registry's own name has no hyphen: what follows one is the hash of its domain name label. */
    private static String withoutHash(String name) {
        var hyphen = name.indexOf('-');
        return hyphen > 0 ? name.substring(0, hyphen) : name;
    }

    private static String nameIn(String host) {
        return host.split("\\.", 2)[0];
    }

    private static String domainIn(String host) {
        var dot = host.indexOf('.');
        return dot < 0 ? "" : host.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static int labels(String host) {
        return host.split("\\.").length;
    }
}
