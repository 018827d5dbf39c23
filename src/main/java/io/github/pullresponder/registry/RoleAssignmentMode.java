package io.github.pullresponder.registry;

/** A registry's {@code roleAssignmentMode}: the permissions that allow a pull. */
public enum RoleAssignmentMode {
    /** Actions on the registry: {@code Microsoft.ContainerRegistry/registries/pull/read}. */
    LEGACY("LegacyRegistryPermissions"),
    /** Data actions on repositories, which conditions may restrict. */
    ABAC("AbacRepositoryPermissions");

    private final String armName;

    RoleAssignmentMode(String armName) {
        this.armName = armName;
    }

    /** The mode by its name in ARM. Registries created before the setting existed have no value and are in legacy mode. */
    public static RoleAssignmentMode named(String armName) {
        return armName.equalsIgnoreCase(ABAC.armName) ? ABAC : LEGACY;
    }

    public String armName() {
        return armName;
    }
}
