package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.Cluster.ManagedIdentity;

/** Whatever is meant to authenticate a pull. */
public sealed interface PullingIdentity {
    /** What a person calls it. */
    String name();

    /** The managed identity of the cluster's nodes. */
    record KubeletIdentity(ManagedIdentity identity) implements PullingIdentity {
        @Override
        public String name() {
            return identity.name();
        }
    }

    /** The service principal of a cluster without managed identities. */
    record ServicePrincipal(String clientId) implements PullingIdentity {
        @Override
        public String name() {
            return "service principal " + clientId;
        }
    }

    /** A pull secret of the pod or of its service account. */
    record NamedPullSecret(String namespace, String secret) implements PullingIdentity {
        @Override
        public String name() {
            return "pull secret " + namespace + "/" + secret;
        }
    }

    /** Nobody. */
    record Anonymous() implements PullingIdentity {
        @Override
        public String name() {
            return "anonymous";
        }
    }
}
