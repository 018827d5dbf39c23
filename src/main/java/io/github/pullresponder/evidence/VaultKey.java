package io.github.pullresponder.evidence;

import java.time.Instant;
import java.util.Optional;

/** A key's attributes; never the key. */
public record VaultKey(ResourceId id, boolean enabled, Optional<Instant> notBefore, Optional<Instant> expires) {
    public Source source() {
        return Source.arm(id);
    }
}
