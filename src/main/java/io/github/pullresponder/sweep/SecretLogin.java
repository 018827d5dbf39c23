package io.github.pullresponder.sweep;

import io.github.pullresponder.checks.Dependents;
import io.github.pullresponder.checks.PlacedSecret;
import io.github.pullresponder.diagnosis.AzureHosts;
import io.github.pullresponder.evidence.PullSecret;
import io.github.pullresponder.evidence.PullSecret.Login;
import io.github.pullresponder.evidence.PullSecret.Logins;
import io.github.pullresponder.evidence.RegistryEntry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One login of a pull secret that the kubelet can use. */
record SecretLogin(SweptCluster cluster, PlacedSecret secret, Login login) {

    static Stream<SecretLogin> of(SweptCluster cluster, PullSecret secret) {
        return secret.content() instanceof Logins content
                ? content.logins().stream()
                        .filter(login -> login.problem().isEmpty())
                        .map(login -> new SecretLogin(cluster, placed(cluster, secret, login), login))
                : Stream.empty();
    }

    private static PlacedSecret placed(SweptCluster cluster, PullSecret secret, Login login) {
        return PlacedSecret.elsewhere(cluster.id(), secret, login);
    }

    /** The application it signs in as; user names of other registries may look like one. */
    Optional<String> appId() {
        return login.userName()
                .appId()
                .filter(user -> AzureHosts.isRegistry(secret.host()))
                .map(user -> user.toLowerCase(Locale.ROOT));
    }

    boolean isFor(RegistryEntry registry) {
        return login.key().host().equalsIgnoreCase(registry.loginServer())
                || login.key().matches(registry.loginServer(), "");
    }

    /** What pulls with it. */
    List<Dependents> dependents() {
        return cluster.dependents(image -> image.uses(secret.namespace(), secret.name())
                && login.key()
                        .matches(image.reference().host(), image.reference().repository()));
    }

    static List<PlacedSecret> secrets(List<SecretLogin> logins) {
        return logins.stream().map(SecretLogin::secret).toList();
    }

    static List<Dependents> dependents(List<SecretLogin> logins) {
        return logins.stream().flatMap(login -> login.dependents().stream()).toList();
    }
}
