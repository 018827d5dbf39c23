package io.github.pullresponder.registry;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.Optional;

/** A key's attributes; never the key. */
public record VaultKey(ResourceId id, boolean enabled, Optional<Instant> notBefore, Optional<Instant> expires) {
    public Source source() {
        return Source.arm(id);
    }
}
