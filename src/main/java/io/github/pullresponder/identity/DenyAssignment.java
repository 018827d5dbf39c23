package io.github.pullresponder.identity;

import io.github.pullresponder.registry.RoleAssignmentMode;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes actions from principals, whatever roles they have. Azure makes it, for deployment stacks and managed applications. Source:
 * "Understand Azure deny assignments".
 *
 * @param appliesBelow whether it applies to what lies below its scope
 * @param principals those that it is for
 * @param excluded those among them that it is not for
 * @param condition a condition that is not evaluated here
 */
public record DenyAssignment(
        ResourceId id,
        String name,
        ResourceId scope,
        boolean appliesBelow,
        List<Member> principals,
        List<Member> excluded,
        List<RoleDefinition.Permissions> permissions,
        Optional<String> condition) {

    /** The principal that stands for all. */
    private static final String EVERYONE = "00000000-0000-0000-0000-000000000000";

    /** The types of members that are one principal, or all. */
    private static final Set<String> SINGLE_TYPES = Set.of("User", "ServicePrincipal", "SystemDefined");

    public DenyAssignment {
        principals = List.copyOf(principals);
        excluded = List.copyOf(excluded);
        permissions = List.copyOf(permissions);
    }

    /** A principal by its object id; {@code type} is {@code User}, {@code Group}, {@code ServicePrincipal} or {@code SystemDefined}. */
    public record Member(String objectId, String type) {
        boolean is(String principal) {
            return objectId.equalsIgnoreCase(principal);
        }

        boolean isEveryone() {
            return objectId.equals(EVERYONE);
        }

        /** A member whose type Azure does not say, or is new, may be a group. */
        boolean mayBeGroup() {
            return !isEveryone() && SINGLE_TYPES.stream().noneMatch(type::equalsIgnoreCase);
        }
    }

    /** What it does to the pull of one principal. */
    public enum Effect {
        DENIES,
        /** That depends on the members of a group, or on a condition: neither is read. */
        MAY_DENY,
        NONE
    }

    /** Returns what it does to a principal that pulls from a registry. */
    public Effect effectOn(String principal, ResourceId registry, RoleAssignmentMode mode) {
        if (!appliesAt(registry) || !deniesPull(mode) || excluded.stream().anyMatch(member -> member.is(principal))) {
            return Effect.NONE;
        }
        var isNamed = principals.stream().anyMatch(member -> member.is(principal) || member.isEveryone());
        if (!isNamed && principals.stream().noneMatch(Member::mayBeGroup)) {
            return Effect.NONE;
        }
        var isCertain = isNamed && excluded.stream().noneMatch(Member::mayBeGroup) && condition.isEmpty();
        return isCertain ? Effect.DENIES : Effect.MAY_DENY;
    }

    /** The list at a registry holds what is at and above it, and for some callers what is below. */
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
