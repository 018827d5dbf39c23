package io.github.pullresponder.checks.registry;

import io.github.pullresponder.checks.image.SimilarNameFinder;
import io.github.pullresponder.image.RegistryHostNormalizer;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.text.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the intended registry for a host that is not the login server of a visible registry: a registry whose login server differs
 * by one or two letters, by the domain of another cloud or no cloud, by the hash of a domain name label, or by a part that only DNS
 * names behind a login server have.
 */
final class LoginServerSuggestions {
    private static final int NEAR = 2;

    private LoginServerSuggestions() {}

    /** The nearest first. */
    static List<ResourceGraphRegistry> similarTo(String host, List<ResourceGraphRegistry> visible) {
        return visible.stream()
                .filter(entry -> distance(host, entry.loginServer()) <= NEAR)
                .sorted(Comparator.comparingInt((ResourceGraphRegistry entry) -> distance(host, entry.loginServer()))
                        .thenComparing(ResourceGraphRegistry::loginServer))
                .limit(SimilarNameFinder.MOST)
                .toList();
    }

    /** The endpoint that differs least from a host, if it is similar enough. */
    static Optional<String> nearestTo(String host, List<String> endpoints) {
        var written = host.toLowerCase(Locale.ROOT);
        return endpoints.stream()
                .filter(endpoint -> EditDistance.between(written, endpoint) <= NEAR)
                .min(Comparator.comparingInt(endpoint -> EditDistance.between(written, endpoint)));
    }

    /** The host with the domain of registries, if its own domain is similar to that. */
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

    /** Returns true for names behind a login server: {@code name.privatelink.azurecr.io}, {@code name.region.data.azurecr.io}. */
    private static boolean isBehindLoginServer(String host) {
        return AzureRegistryHosts.isRegistry(host)
                && labels(host) > labels(AzureRegistryHosts.DEFAULT_DOMAIN) + 1
                && !AzureRegistryHosts.isRegionalEndpoint(host);
    }

    /** The registry with the host's name, if the host is a name behind a login server: no registry has such a login server. */
    static List<ResourceGraphRegistry> behind(String host, List<ResourceGraphRegistry> visible) {
        return isBehindLoginServer(host)
                ? visible.stream()
                        .filter(entry -> nameIn(entry.loginServer()).equalsIgnoreCase(nameIn(host)))
                        .toList()
                : List.of();
    }

    /**
     * Returns true if a DNS server reported that a host does not exist. A host that answers, or has an address, exists; a host for which
     * the DNS server did not answer may exist.
     */
    static boolean isNoName(String host, PullError error) {
        return error.symptom() == Symptom.HOST_NOT_RESOLVED
                && error.observations().noSuchName()
                && error.host()
                        .map(RegistryHostNormalizer::withoutDefaultPort)
                        .filter(named -> !named.equalsIgnoreCase(host))
                        .isEmpty();
    }

    private static int distance(String host, String loginServer) {
        var written = host.toLowerCase(Locale.ROOT);
        var actual = loginServer.toLowerCase(Locale.ROOT);
        return AzureRegistryHosts.isRegistry(written) || hasMistypedDomain(written)
                ? Math.min(
                        EditDistance.between(withoutHash(nameIn(written)), withoutHash(nameIn(actual))),
                        EditDistance.between(written, actual))
                : EditDistance.between(written, actual);
    }

    /** A registry's name has no hyphen: the part after a hyphen is the hash of its domain name label. */
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
