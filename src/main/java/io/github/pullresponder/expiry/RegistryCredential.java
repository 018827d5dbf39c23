package io.github.pullresponder.expiry;

import io.github.pullresponder.checks.remedy.SecretRef;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.PullSecret.Login;
import io.github.pullresponder.cluster.PullSecret.Logins;
import io.github.pullresponder.inventory.AffectedWorkloads;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.RegistryEntry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One login of a pull secret that the kubelet can use. */
record RegistryCredential(ClusterInventory cluster, SecretRef secret, Login login) {

    static Stream<RegistryCredential> of(ClusterInventory cluster, PullSecret secret) {
        return secret.content() instanceof Logins content
                ? content.logins().stream()
                        .filter(login -> login.problem().isEmpty())
                        .map(login -> new RegistryCredential(cluster, secretRefOf(cluster, secret, login), login))
                : Stream.empty();
    }

    private static SecretRef secretRefOf(ClusterInventory cluster, PullSecret secret, Login login) {
        return SecretRef.elsewhere(cluster.id(), secret, login);
    }

    /** The id of the application that it signs in as; a user name of another registry may look like one. */
    Optional<String> appId() {
        return login.userName()
                .appId()
                .filter(user -> AzureRegistryHosts.isRegistry(secret.host()))
                .map(user -> user.toLowerCase(Locale.ROOT));
    }

    boolean isFor(RegistryEntry registry) {
        return login.key().host().equalsIgnoreCase(registry.loginServer())
                || login.key().matches(registry.loginServer(), "");
    }

    /** The workloads that pull with it. */
    List<AffectedWorkloads> dependents() {
        return cluster.dependents(image -> image.uses(secret.namespace(), secret.name())
                && login.key()
                        .matches(image.reference().host(), image.reference().repository()));
    }

    static List<SecretRef> secrets(List<RegistryCredential> logins) {
        return logins.stream().map(RegistryCredential::secret).toList();
    }

    static List<AffectedWorkloads> dependents(List<RegistryCredential> logins) {
        return logins.stream().flatMap(login -> login.dependents().stream()).toList();
    }
}
