package io.github.pullresponder.registry;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.redaction.Redaction;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/**
 * The credentials of a registry for the source of cache rules: a primary one, and optionally a secondary one. Their values are in a key
 * vault and are never read.
 *
 * @param loginServer the source, such as {@code docker.io}
 */
public record CredentialSet(ResourceId id, String loginServer, List<Credential> credentials) {
    public CredentialSet {
        credentials = List.copyOf(credentials);
    }

    /** The health of a credential, as Azure reports it ({@code credentialHealth.status}). */
    public enum Health {
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
    public record Credential(List<String> secrets, Health health, String error) {
        public Credential {
            secrets = List.copyOf(secrets);
            error = Redaction.of(error);
        }
    }

    /** The health of all credentials together; unknown if they differ, because Azure does not return which one it uses. */
    public Health health() {
        var distinct = credentials.stream().map(Credential::health).distinct().toList();
        return distinct.size() == 1 ? distinct.get(0) : Health.UNKNOWN;
    }

    public List<Credential> unhealthy() {
        return credentials.stream()
                .filter(credential -> credential.health() == Health.UNHEALTHY)
                .toList();
    }

    public String name() {
        return id.name();
    }

    public Source source() {
        return Source.arm(id);
    }
}
