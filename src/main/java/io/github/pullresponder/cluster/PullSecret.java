package io.github.pullresponder.cluster;

import io.github.pullresponder.read.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An {@code imagePullSecret}: whether the kubelet can use it, and for which hosts.
 *
 * @param madeBy the object for which a controller creates and renews it
 */
public record PullSecret(
        String namespace, String name, Optional<Instant> createdAt, Content content, Optional<AcrPullBinding> madeBy) {

    /** A secret that no controller renews. */
    public PullSecret(String namespace, String name, Optional<Instant> createdAt, Content content) {
        this(namespace, name, createdAt, content, Optional.empty());
    }

    public Source source() {
        return Source.pullSecret(namespace, name);
    }

    /** What is in it. */
    public sealed interface Content {}

    /** What the kubelet reads: a login per host. */
    public record Logins(List<Login> logins, Format format) implements Content {
        public Logins {
            logins = List.copyOf(logins);
        }

        public Logins(List<Login> logins) {
            this(logins, Format.DOCKER_CONFIG_JSON);
        }
    }

    /** The two forms that the kubelet reads, each with a type of secret of its own. */
    public enum Format {
        /** {@code kubernetes.io/dockerconfigjson}: the logins are below {@code auths}. */
        DOCKER_CONFIG_JSON,
        /** {@code kubernetes.io/dockercfg}, the older form: there is nothing but logins. */
        DOCKER_CFG
    }

    /** A secret, but none that holds registry credentials. */
    public record OtherType(String type) implements Content {}

    /**
     * The right type, but not readable for the kubelet.
     *
     * @param endsPull whether the kubelet then pulls with nothing at all; it does without a secret that is merely empty
     */
    public record Malformed(String why, boolean endsPull) implements Content {}

    /**
     * One entry of {@code auths}.
     *
     * @param key as it is written: with or without scheme, port and path
     * @param problem why the kubelet cannot use it, if it cannot
     */
    public record Login(RegistryKey key, UserName userName, SecretValue password, Optional<String> problem) {
        public Login(RegistryKey key, String userName, SecretValue password, Optional<String> problem) {
            this(key, new UserName(userName), password, problem);
        }

        /** Whether the user name is the id of an Entra application. */
        public boolean namesApp() {
            return userName.appId().isPresent();
        }

        /** Whether the password says who signs in, not the user name. */
        public boolean namesNobody() {
            return userName.isNobody();
        }
    }
}
