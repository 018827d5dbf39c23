package io.github.pullresponder.evidence.kubernetes;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The API servers that may receive a credential. Pull Responder's token for clusters with Entra ID is valid for every such cluster of the
 * tenant, so a kubeconfig alone must not decide who receives it.
 */
public sealed interface TrustedApiServers {
    boolean permit(String server);

    /** The API servers of AKS, over TLS. */
    static TrustedApiServers ofAzure() {
        return new AksApiServers();
    }

    /** The API servers of a sandbox, which runs on this machine. Only a sandbox's own credential may be used with them. */
    static TrustedApiServers onThisMachine() {
        return new LoopbackApiServers();
    }

    /** The API servers of AKS in its three clouds. Source: "Outbound network and FQDN rules for Azure Kubernetes Service clusters". */
    record AksApiServers() implements TrustedApiServers {
        private static final List<String> DOMAINS =
                List.of(".azmk8s.io", ".cx.aks.containerservice.azure.us", ".cx.prod.service.azk8s.cn");

        @Override
        public boolean permit(String server) {
            return hostOf(server, "https")
                    .map(host -> DOMAINS.stream().anyMatch(host::endsWith))
                    .orElse(false);
        }
    }

    /** Loopback only. */
    record LoopbackApiServers() implements TrustedApiServers {
        private static final List<String> HOSTS = List.of("localhost", "127.0.0.1");

        @Override
        public boolean permit(String server) {
            return hostOf(server, "http").map(HOSTS::contains).orElse(false);
        }
    }

    private static Optional<String> hostOf(String server, String scheme) {
        try {
            var uri = URI.create(server);
            return scheme.equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null
                    ? Optional.of(uri.getHost().toLowerCase(Locale.ROOT))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
