package io.github.pullresponder.cluster;

import io.github.pullresponder.read.FactSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An {@code imagePullSecret}, with the hosts for which the kubelet can use it.
 *
 * @param madeBy the object from which a controller creates and renews it
 */
public record PullSecret(
        String namespace,
        String name,
        Optional<Instant> createdAt,
        PullSecretContent content,
        Optional<AcrPullBinding> madeBy) {

    /** A secret that no controller renews. */
    public PullSecret(String namespace, String name, Optional<Instant> createdAt, PullSecretContent content) {
        this(namespace, name, createdAt, content, Optional.empty());
    }

    public FactSource source() {
        return FactSource.pullSecret(namespace, name);
    }

    /** The content of the secret. */
    public sealed interface PullSecretContent {}

    /** Readable content: a login per host. */
    public record RegistryLogins(List<RegistryLogin> logins, PullSecretFormat format) implements PullSecretContent {
        public RegistryLogins {
            logins = List.copyOf(logins);
        }

        public RegistryLogins(List<RegistryLogin> logins) {
            this(logins, PullSecretFormat.DOCKER_CONFIG_JSON);
        }
    }

    /** The two formats that the kubelet reads, each with its own type of secret. */
    public enum PullSecretFormat {
        /** {@code kubernetes.io/dockerconfigjson}: the logins are below {@code auths}. */
        DOCKER_CONFIG_JSON,
        /** {@code kubernetes.io/dockercfg}, the older form, which contains only logins. */
        DOCKER_CFG
    }

    /** A secret of a type that is not for registry credentials. */
    public record OtherSecretType(String type) implements PullSecretContent {}

    /**
     * A secret of the right type that the kubelet cannot read.
     *
     * @param endsPull true if the kubelet then pulls without any credentials; it ignores a secret that is merely empty
     */
    public record MalformedSecretContent(String why, boolean endsPull) implements PullSecretContent {}

    /**
     * One entry of {@code auths}.
     * @param key as written: with or without scheme, port and path
     * @param problem the reason why the kubelet cannot use it, if there is one
     * @param problem why the kubelet cannot use it, if it cannot
     */
    public record RegistryLogin(
            DockerAuthsKey key, PullSecretUserName userName, SecretValue password, Optional<String> problem) {
        public RegistryLogin(DockerAuthsKey key, String userName, SecretValue password, Optional<String> problem) {
            this(key, new PullSecretUserName(userName), password, problem);
        }

        /** Returns true if the user name is the id of an Entra application. */
        public boolean namesApp() {
            return userName.appId().isPresent();
        }

        /** Returns true if the password alone identifies the client. */
        public boolean hasPlaceholderUser() {
            return userName.isPlaceholder();
        }
    }
}
