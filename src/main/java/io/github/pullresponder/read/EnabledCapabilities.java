package io.github.pullresponder.read;

import java.util.EnumSet;
import java.util.Set;

/**
 * The capabilities that are switched on.
 *
 * <p>Every read declares its permission and is checked here first, so that no right of a switched-off capability is used.
 */
public record EnabledCapabilities(Set<Capability> on) {
    public EnabledCapabilities {
        on = Set.copyOf(on);
    }

    public static EnabledCapabilities all() {
        return new EnabledCapabilities(EnumSet.allOf(Capability.class));
    }

    /** Returns true if reads with this permission are not switched off. */
    public boolean permit(Permission permission) {
        return permission.capability().map(on::contains).orElse(true);
    }

    /**
     * Refuses a read whose capability is off.
     *
     * @throws EvidenceUnavailableException if the capability of this permission is off
     */
    public void require(String what, Permission needs) {
        needs.capability().filter(capability -> !on.contains(capability)).ifPresent(off -> {
            throw EvidenceUnavailableException.switchedOff(what, off);
        });
    }
}
