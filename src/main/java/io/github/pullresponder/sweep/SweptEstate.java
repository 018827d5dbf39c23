package io.github.pullresponder.sweep;

import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.evidence.App;
import io.github.pullresponder.evidence.RegistryEntry;
import io.github.pullresponder.evidence.RegistryToken;
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
record SweptEstate(
        List<SweptCluster> clusters,
        List<RegistryEntry> registries,
        Map<RegistryEntry, List<RegistryToken.State>> tokens,
        Map<String, App> apps,
        List<CheckResult> unread) {
    SweptEstate {
        clusters = List.copyOf(clusters);
        registries = List.copyOf(registries);
        tokens = Map.copyOf(tokens);
        apps = Map.copyOf(apps);
        unread = List.copyOf(unread);
    }

    List<SecretLogin> logins() {
        return clusters.stream().flatMap(SweptCluster::logins).toList();
    }

    Optional<App> app(String id) {
        return Optional.ofNullable(apps.get(id.toLowerCase(Locale.ROOT)));
    }

    /** The tenant of the registry that a login is for, as far as it is known. */
    Optional<String> tenantOf(SecretLogin login) {
        return registries.stream().filter(login::isFor).findFirst().flatMap(RegistryEntry::tenantId);
    }
}
