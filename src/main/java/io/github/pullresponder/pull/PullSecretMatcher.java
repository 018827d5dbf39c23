package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.PullSecret.Login;
import io.github.pullresponder.cluster.PullSecret.Logins;
import io.github.pullresponder.cluster.PullSecret.Malformed;
import io.github.pullresponder.cluster.PullSecret.OtherType;
import io.github.pullresponder.pull.PullingIdentity.Broken;
import io.github.pullresponder.pull.PullingIdentity.ForOthers;
import io.github.pullresponder.pull.PullingIdentity.Missing;
import io.github.pullresponder.pull.PullingIdentity.NamedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.SecretState;
import io.github.pullresponder.pull.PullingIdentity.Unread;
import io.github.pullresponder.pull.PullingIdentity.Usable;
import io.github.pullresponder.pull.PullingIdentity.WrongType;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.text.EditDistance;
import java.util.Optional;

/**
 * Decides whether a pull secret shows how a pod was meant to pull.
 *
 * <p>A secret that names the host does, and so does one that is missing, broken, or made for a near miss of the host or for
 * another Azure registry. A secret for an unrelated host, such as docker.io, says nothing about this image.
 */
final class PullSecretMatcher {
    private static final int NEAR = 2;

    private final String host;
    private final String repository;

    PullSecretMatcher(String host, String repository) {
        this.host = host;
        this.repository = repository;
    }

    /** @param secret absent if there is none of that name; one that could not be read may be meant */
    Optional<NamedPullSecret> from(String namespace, String name, ReadResult<Optional<PullSecret>> secret) {
        return secret.why()
                .<SecretState>map(Unread::new)
                .or(() -> stateOf(secret.get()))
                .map(state -> new NamedPullSecret(namespace, name, state));
    }

    private Optional<SecretState> stateOf(Optional<PullSecret> secret) {
        if (secret.isEmpty()) {
            return Optional.of(new Missing());
        }
        var content = secret.get().content();
        if (content instanceof OtherType other) {
            return Optional.of(new WrongType(other.type()));
        }
        if (content instanceof Malformed malformed) {
            return Optional.of(new Broken(malformed.why()));
        }
        return stateOf((Logins) content, secret.get());
    }

    private Optional<SecretState> stateOf(Logins content, PullSecret secret) {
        var login = content.logins().stream()
                .filter(candidate -> candidate.key().matches(host, repository))
                .findFirst();
        if (login.isPresent()) {
            return Optional.of(login.get()
                    .problem()
                    .<SecretState>map(Broken::new)
                    .orElseGet(() -> new Usable(login.get(), secret.createdAt(), content)));
        }
        return content.logins().stream().map(Login::key).anyMatch(key -> isMeantForHost(key.host()))
                ? Optional.of(new ForOthers(content))
                : Optional.empty();
    }

    private boolean isMeantForHost(String other) {
        return AzureRegistryHosts.isRegistry(other) || EditDistance.between(other, host) <= NEAR;
    }
}
