package io.github.pullresponder.identity;

import io.github.pullresponder.registry.RoleAssignmentMode;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Denies actions to principals, regardless of their roles. Azure creates it, for deployment stacks and managed applications. Source:
 * "Understand Azure deny assignments".
 *
 * @param appliesBelow true if it applies to resources below its scope
 * @param principals the principals to which it applies
 * @param excluded the principals to which it does not apply
 * @param condition a condition that is not evaluated here
 */
public record DenyAssignment(
        ResourceId id,
        String name,
        ResourceId scope,
        boolean appliesBelow,
        List<DenyAssignmentPrincipal> principals,
        List<DenyAssignmentPrincipal> excluded,
        List<RoleDefinition.Permissions> permissions,
        Optional<String> condition) {

    /** The principal that represents all principals. */
    private static final String EVERYONE = "00000000-0000-0000-0000-000000000000";

    /** The types of members that are one principal, or all principals. */
    private static final Set<String> SINGLE_TYPES = Set.of("User", "ServicePrincipal", "SystemDefined");

    public DenyAssignment {
        principals = List.copyOf(principals);
        excluded = List.copyOf(excluded);
        permissions = List.copyOf(permissions);
    }

    /** A principal by its object id; {@code type} is {@code User}, {@code Group}, {@code ServicePrincipal} or {@code SystemDefined}. */
    public record DenyAssignmentPrincipal(String objectId, String type) {
        boolean is(String principal) {
            return objectId.equalsIgnoreCase(principal);
        }

        boolean isEveryone() {
            return objectId.equals(EVERYONE);
        }

        /** Returns true if the member may be a group: Azure does not return its type, or the type is unknown. */
        boolean mayBeGroup() {
            return !isEveryone() && SINGLE_TYPES.stream().noneMatch(type::equalsIgnoreCase);
        }
    }

    /** The effect on the pull of one principal. */
    public enum DenyEffect {
        DENIES,
        /** Depends on the members of a group, or on a condition: neither is read. */
        MAY_DENY,
        NONE
    }

    /** Returns the effect on a principal that pulls from a registry. */
    public DenyEffect effectOn(String principal, ResourceId registry, RoleAssignmentMode mode) {
        if (!appliesAt(registry) || !deniesPull(mode) || excluded.stream().anyMatch(member -> member.is(principal))) {
            return DenyEffect.NONE;
        }
        var isNamed = principals.stream().anyMatch(member -> member.is(principal) || member.isEveryone());
        if (!isNamed && principals.stream().noneMatch(DenyAssignmentPrincipal::mayBeGroup)) {
            return DenyEffect.NONE;
        }
        var isCertain =
                isNamed && excluded.stream().noneMatch(DenyAssignmentPrincipal::mayBeGroup) && condition.isEmpty();
        return isCertain ? DenyEffect.DENIES : DenyEffect.MAY_DENY;
    }

    /** Filters the list at a registry, which contains the assignments at and above it, and for some callers those below it. */
    private boolean appliesAt(ResourceId registry) {
        return registry.equals(scope) || (appliesBelow && (scope.isAboveSubscriptions() || registry.isWithin(scope)));
    }

    private boolean deniesPull(RoleAssignmentMode mode) {
        var denied = new RoleDefinition(id.name(), name, permissions);
        return switch (mode) {
            case LEGACY -> denied.permitsAction(PullAccess.PULL_ACTION);
            case ABAC -> denied.permitsDataAction(PullAccess.CONTENT_READ_DATA_ACTION);
        };
    }
}
