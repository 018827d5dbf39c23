package io.github.pullresponder.registry;

/** A registry's {@code roleAssignmentMode}: which rights count for pulling. */
public enum RoleAssignmentMode {
    /** Actions on the registry: {@code Microsoft.ContainerRegistry/registries/pull/read}. */
    LEGACY("LegacyRegistryPermissions"),
    /** Data actions on repositories, which conditions may narrow. */
    ABAC("AbacRepositoryPermissions");

    private final String armName;

    RoleAssignmentMode(String armName) {
        this.armName = armName;
    }

    /** The mode's name in ARM. Registries made before there was a choice say nothing and are in legacy mode. */
    public static RoleAssignmentMode named(String armName) {
        return armName.equalsIgnoreCase(ABAC.armName) ? ABAC : LEGACY;
    }

    public String armName() {
        return armName;
    }
}
