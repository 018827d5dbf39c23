package io.github.pullresponder.read;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which capabilities are switched on.
 *
 * <p>Every read declares the permission it needs and passes through here first, so that nothing is asked for that is off.
 */
public record Capabilities(Set<Capability> on) {
    public Capabilities {
        on = Set.copyOf(on);
    }

    public static Capabilities all() {
        return new Capabilities(EnumSet.allOf(Capability.class));
    }

    /** Whether what needs this permission may be asked for. */
    public boolean permit(Permission permission) {
        return permission.capability().map(on::contains).orElse(true);
    }

    /**
     * Refuses a read whose capability is off.
     *
     * @throws EvidenceUnavailableException if what is to be asked for is switched off
     */
    public void require(String what, Permission needs) {
        needs.capability().filter(capability -> !on.contains(capability)).ifPresent(off -> {
            throw EvidenceUnavailableException.switchedOff(what, off);
        });
    }
}
