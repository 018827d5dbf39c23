package io.github.pullresponder.pull;

import io.github.pullresponder.cluster.Cluster.ManagedIdentity;
import io.github.pullresponder.cluster.DockerAuthsKey;
import io.github.pullresponder.cluster.PullSecret.RegistryLogin;
import io.github.pullresponder.cluster.PullSecret.RegistryLogins;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An identity that may authenticate a pull. */
public sealed interface PullingIdentity {
    /** The name for readers. */
    String name();

    /** The managed identity of the cluster's nodes. */
    record KubeletIdentity(ManagedIdentity identity) implements PullingIdentity {
        @Override
        public String name() {
            return identity.name();
        }
    }

    /** The service principal of a cluster without managed identities. */
    record ClusterServicePrincipal(String clientId) implements PullingIdentity {
        @Override
        public String name() {
            return "service principal " + clientId;
        }
    }

    /**
     * The managed identity that the nodes of a cluster use for the pods of one service account instead of the kubelet identity
     * (cloud-provider-azure, {@code pkg/credentialprovider}).
     */
    record ServiceAccountIdentity(String namespace, String account, ServiceAccountIdentityReference named)
            implements PullingIdentity {
        @Override
        public String name() {
            return named instanceof UnspecifiedIdentity
                    ? "service account %s, which names no identity,".formatted(accountName())
                    : "%s of service account %s".formatted(named.words(), accountName());
        }

        public String accountName() {
            return namespace + "/" + account;
        }

        /** The service account. */
        public FactSource source() {
            return FactSource.serviceAccount(namespace, account);
        }
    }

    /** The way in which a service account names an identity. */
    sealed interface ServiceAccountIdentityReference {
        /** A description of the identity. */
        String words();

        /** The tenant to sign in to, if the service account names one. */
        default Optional<String> tenant() {
            return Optional.empty();
        }
    }

    /**
     * By the annotation of the service account.
     *
     * @param tenant the tenant to sign in to, if another annotation names one
     */
    record AnnotatedIdentity(String clientId, Optional<String> tenant) implements ServiceAccountIdentityReference {
        @Override
        public String words() {
            return "managed identity " + clientId;
        }
    }

    /** By the default of the cluster, if the service account names none. */
    record ServiceAccountDefaultIdentity(ResourceId identity) implements ServiceAccountIdentityReference {
        @Override
        public String words() {
            return "managed identity " + identity.name();
        }
    }

    /** By both annotations of the service account, for nodes whose credential provider was configured manually. */
    record FederatedApplication(String clientId, Optional<String> tenant) implements ServiceAccountIdentityReference {
        @Override
        public String words() {
            return "application " + clientId;
        }
    }

    /** Neither the service account nor the cluster names one. */
    record UnspecifiedIdentity() implements ServiceAccountIdentityReference {
        @Override
        public String words() {
            return "no identity";
        }
    }

    /** A pull secret of the pod or its service account that is intended for the image's host. */
    record ReferencedPullSecret(String namespace, String secret, PullSecretState state) implements PullingIdentity {
        /** Includes the key of the login, if the secret has several for the same host. */
        @Override
        public String name() {
            var name = "pull secret " + namespace + "/" + secret;
            return usable().filter(UsableSecretState::isOneOfSeveral)
                    .map(usable ->
                            "%s (%s)".formatted(name, usable.login().key().text()))
                    .orElse(name);
        }

        /** Returns true if the kubelet pulls without any credentials because of it. */
        public boolean endsPull() {
            return state instanceof MalformedSecretState broken && broken.endsPull();
        }

        public FactSource source() {
            return FactSource.pullSecret(namespace, secret);
        }

        /** Its login for the image's host, if it has a valid one. */
        public Optional<UsableSecretState> usable() {
            return state instanceof UsableSecretState usable ? Optional.of(usable) : Optional.empty();
        }
    }

    /** No identity. */
    record Anonymous() implements PullingIdentity {
        @Override
        public String name() {
            return "anonymous";
        }
    }

    /** The state of a named pull secret. */
    sealed interface PullSecretState {}

    /**
     * It contains a login for the host.
     *
     * @param all its whole content, including logins for other hosts
     */
    record UsableSecretState(RegistryLogin login, Optional<Instant> createdAt, RegistryLogins all)
            implements PullSecretState {
        private boolean isOneOfSeveral() {
            var host = login.key().host();
            return all.logins().stream()
                            .filter(other -> other.problem().isEmpty())
                            .filter(other -> other.key().host().equals(host))
                            .count()
                    > 1;
        }
    }

    /** There is no secret of that name. */
    record MissingSecretState() implements PullSecretState {}

    /** The secret exists, but its type is not for pulling images. */
    record WrongTypeSecretState(String type) implements PullSecretState {}

    /**
     * The kubelet cannot read it, or finds no user name and password in it.
     *
     * @param endsPull true if the kubelet then pulls without any other credentials too
     */
    record MalformedSecretState(String why, boolean endsPull) implements PullSecretState {}

    /** It is for another registry with a similar name, so that this registry was probably intended. */
    record SimilarRegistrySecretState(RegistryLogins all) implements PullSecretState {
        public List<DockerAuthsKey> keys() {
            return all.logins().stream().map(RegistryLogin::key).toList();
        }
    }

    /** Pull Responder could not read it. This is one of the states because a check treats it like the others. */
    record UnreadSecretState(EvidenceUnavailableException why) implements PullSecretState {}
}
