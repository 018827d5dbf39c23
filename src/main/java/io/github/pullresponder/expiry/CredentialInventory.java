package io.github.pullresponder.expiry;

import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.registry.RegistryToken.TokenStatusAndPasswords;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The clusters, pull secrets, service principals and registry tokens that could be read.
 *
 * @param registries all visible registries
 * @param tokens the tokens of registries that could be read
 * @param apps the applications by id in lower case
 * @param unread the lists and objects that could not be read
 */
record CredentialInventory(
        List<ClusterWithPullSecrets> clusters,
        List<ResourceGraphRegistry> registries,
        Map<ResourceGraphRegistry, List<TokenStatusAndPasswords>> tokens,
        Map<String, EntraApp> apps,
        List<CheckResult> unread) {
    CredentialInventory {
        clusters = List.copyOf(clusters);
        registries = List.copyOf(registries);
        tokens = Map.copyOf(tokens);
        apps = Map.copyOf(apps);
        unread = List.copyOf(unread);
    }

    List<PullSecretLogin> logins() {
        return clusters.stream().flatMap(ClusterWithPullSecrets::logins).toList();
    }

    Optional<EntraApp> app(String id) {
        return Optional.ofNullable(apps.get(id.toLowerCase(Locale.ROOT)));
    }

    /** The tenant of a login's registry, if it is known. */
    Optional<String> tenantOf(PullSecretLogin login) {
        return registries.stream().filter(login::isFor).findFirst().flatMap(ResourceGraphRegistry::tenantId);
    }
}
