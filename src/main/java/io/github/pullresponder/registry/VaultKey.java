package io.github.pullresponder.registry;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.Optional;

/** The attributes of a key, without the key itself. */
public record VaultKey(ResourceId id, boolean enabled, Optional<Instant> notBefore, Optional<Instant> expires) {
    public FactSource source() {
        return FactSource.arm(id);
    }
}
