package io.github.pullresponder.evidence.roles;

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

    /** Whether a role lets its holder pull in this mode, conditions aside. */
    boolean isGrantedBy(RoleDefinition role) {
        return switch (this) {
            case LEGACY -> role.permitsAction(PullAccess.PULL_ACTION);
            case ABAC -> role.permitsDataAction(PullAccess.CONTENT_READ_DATA_ACTION);
        };
    }

    /** The right a role assignment condition is asked about. */
    String pullAction() {
        return this == ABAC ? PullAccess.CONTENT_READ_DATA_ACTION : PullAccess.PULL_ACTION;
    }
}
