package io.github.pullresponder.expiry;

import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.registry.RegistryEntry;
import io.github.pullresponder.registry.RegistryToken;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What could be read of clusters, pull secrets, service principals and registry tokens.
 *
 * @param registries all that can be seen
 * @param tokens of those registries whose tokens could be read
 * @param apps by their id in lower case
 * @param unread what could not be read, each named
 */
record CredentialInventory(
        List<ClusterInventory> clusters,
        List<RegistryEntry> registries,
        Map<RegistryEntry, List<RegistryToken.State>> tokens,
        Map<String, EntraApp> apps,
        List<CheckResult> unread) {
    CredentialInventory {
        clusters = List.copyOf(clusters);
        registries = List.copyOf(registries);
        tokens = Map.copyOf(tokens);
        apps = Map.copyOf(apps);
        unread = List.copyOf(unread);
    }

    List<RegistryCredential> logins() {
        return clusters.stream().flatMap(ClusterInventory::logins).toList();
    }

    Optional<EntraApp> app(String id) {
        return Optional.ofNullable(apps.get(id.toLowerCase(Locale.ROOT)));
    }

    /** The tenant of the registry that a login is for, as far as it is known. */
    Optional<String> tenantOf(RegistryCredential login) {
        return registries.stream().filter(login::isFor).findFirst().flatMap(RegistryEntry::tenantId);
    }
}
