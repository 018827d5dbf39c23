package io.github.pullresponder.expiry;

import io.github.pullresponder.checks.remedy.PullSecretReference;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.PullSecret.RegistryLogin;
import io.github.pullresponder.cluster.PullSecret.RegistryLogins;
import io.github.pullresponder.inventory.CredentialDependentWorkloads;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One login of a pull secret that the kubelet can use. */
record PullSecretLogin(ClusterWithPullSecrets cluster, PullSecretReference secret, RegistryLogin login) {

    static Stream<PullSecretLogin> of(ClusterWithPullSecrets cluster, PullSecret secret) {
        return secret.content() instanceof RegistryLogins content
                ? content.logins().stream()
                        .filter(login -> login.problem().isEmpty())
                        .map(login -> new PullSecretLogin(cluster, secretRefOf(cluster, secret, login), login))
                : Stream.empty();
    }

    private static PullSecretReference secretRefOf(
            ClusterWithPullSecrets cluster, PullSecret secret, RegistryLogin login) {
        return PullSecretReference.elsewhere(cluster.id(), secret, login);
    }

    /** The id of the application that it signs in as; a user name of another registry may look like one. */
    Optional<String> appId() {
        return login.userName()
                .appId()
                .filter(user -> AzureRegistryHosts.isRegistry(secret.host()))
                .map(user -> user.toLowerCase(Locale.ROOT));
    }

    boolean isFor(ResourceGraphRegistry registry) {
        return login.key().host().equalsIgnoreCase(registry.loginServer())
                || login.key().matches(registry.loginServer(), "");
    }

    /** The workloads that pull with it. */
    List<CredentialDependentWorkloads> dependents() {
        return cluster.dependents(image -> image.uses(secret.namespace(), secret.name())
                && login.key()
                        .matches(image.reference().host(), image.reference().repository()));
    }

    static List<PullSecretReference> secrets(List<PullSecretLogin> logins) {
        return logins.stream().map(PullSecretLogin::secret).toList();
    }

    static List<CredentialDependentWorkloads> dependents(List<PullSecretLogin> logins) {
        return logins.stream().flatMap(login -> login.dependents().stream()).toList();
    }
}
