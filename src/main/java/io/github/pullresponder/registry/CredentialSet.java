package io.github.pullresponder.registry;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.redaction.Redaction;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/**
 * The credentials of a registry for the source of cache rules: a primary one, and optionally a secondary one. Their values are in a key
 * vault and are never read.
 *
 * @param loginServer the source, such as {@code docker.io}
 */
public record CredentialSet(ResourceId id, String loginServer, List<UpstreamCredential> credentials) {
    public CredentialSet {
        credentials = List.copyOf(credentials);
    }

    /** The health of a credential, as Azure reports it ({@code credentialHealth.status}). */
    public enum UpstreamCredentialHealth {
        HEALTHY,
        UNHEALTHY,
        /** Not reported, or an unknown value. */
        UNKNOWN
    }

    /**
     * A user name and a password.
     *
     * @param secrets the addresses of both values in a key vault
     * @param error Azure's error: a code, a message, or both; empty if none
     */
    public record UpstreamCredential(List<String> secrets, UpstreamCredentialHealth health, String error) {
        public UpstreamCredential {
            secrets = List.copyOf(secrets);
            error = Redaction.of(error);
        }
    }

    /** The health of all credentials together; unknown if they differ, because Azure does not return which one it uses. */
    public UpstreamCredentialHealth health() {
        var distinct =
                credentials.stream().map(UpstreamCredential::health).distinct().toList();
        return distinct.size() == 1 ? distinct.get(0) : UpstreamCredentialHealth.UNKNOWN;
    }

    public List<UpstreamCredential> unhealthy() {
        return credentials.stream()
                .filter(credential -> credential.health() == UpstreamCredentialHealth.UNHEALTHY)
                .toList();
    }

    public String name() {
        return id.name();
    }

    public FactSource source() {
        return FactSource.arm(id);
    }
}
