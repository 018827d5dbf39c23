package io.github.pullresponder.identity;

import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RoleAssignmentMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The effects of a principal's role assignments on a pull from one repository, one per assignment.
 *
 * <p>Reads nothing itself. Source: "Azure Container Registry roles directory reference" and "Understand Azure role assignments".
 */
public record PullAccess(List<EvaluatedAssignment> grants) {
    public static final String PULL_ACTION = "Microsoft.ContainerRegistry/registries/pull/read";
    public static final String CONTENT_READ_DATA_ACTION =
            "Microsoft.ContainerRegistry/registries/repositories/content/read";

    /** Maximum time until a direct role change is effective at a registry. */
    public static final Duration PROPAGATION = Duration.ofMinutes(10);

    /** Approximate time until a role change through a group is effective. */
    public static final Duration PROPAGATION_THROUGH_GROUP = Duration.ofHours(24);

    public PullAccess {
        grants = List.copyOf(grants);
    }

    /** The effect of one assignment on the pull. */
    public enum GrantEffect {
        GRANTS,
        /** It grants access, but is so recent that it may not be effective at the registry yet. */
        NOT_YET_EFFECTIVE,
        /** Its condition has a form that cannot be evaluated. */
        CONDITION_UNCLEAR,
        /** Its role permits pulling, but its condition excludes this repository. */
        REPOSITORY_EXCLUDED,
        /** Its role is valid only in the registry's other role assignment mode. */
        OTHER_MODE_ONLY,
        /** Its role has nothing to do with pulling. */
        NONE,
        /** The definition of its role could not be read. */
        ROLE_UNKNOWN
    }

    /** One assignment with its role and the time from which it is certainly effective. */
    public record EvaluatedAssignment(
            RoleAssignment assignment, String roleName, GrantEffect effect, Optional<Instant> effectiveFrom) {}

    /**
     * Evaluates the assignments that apply at a registry.
     *
     * @param principalId the pulling identity; an assignment of another principal reaches it through a group
     * @param assignments as ARM lists them for the principal; those below the registry are left out
     */
    public static PullAccess of(
            String principalId,
            Collection<RoleAssignment> assignments,
            Collection<RoleDefinition> definitions,
            Registry registry,
            String repository,
            Instant now) {
        var roles = definitions.stream()
                .collect(Collectors.toMap(
                        role -> role.guid().toLowerCase(Locale.ROOT), Function.identity(), (a, b) -> a));
        var judge = new RoleAssignmentEvaluator(roles, registry, repository, now);
        return new PullAccess(assignments.stream()
                .filter(assignment -> assignment.appliesAt(registry.id()))
                .map(assignment -> judge.judge(assignment, principalId))
                .toList());
    }

    private record RoleAssignmentEvaluator(
            Map<String, RoleDefinition> roles, Registry registry, String repository, Instant now) {

        EvaluatedAssignment judge(RoleAssignment assignment, String principalId) {
            var role = Optional.ofNullable(roles.get(assignment.roleGuid().toLowerCase(Locale.ROOT)));
            if (role.isEmpty()) {
                return new EvaluatedAssignment(
                        assignment, "role " + assignment.roleGuid(), GrantEffect.ROLE_UNKNOWN, Optional.empty());
            }
            var effect = effectOf(role.get(), assignment);
            var propagation = assignment.isHeldBy(principalId) ? PROPAGATION : PROPAGATION_THROUGH_GROUP;
            var effectiveFrom = assignment.changedAt().map(changed -> changed.plus(propagation));
            if (effect == GrantEffect.GRANTS
                    && effectiveFrom.filter(now::isBefore).isPresent()) {
                effect = GrantEffect.NOT_YET_EFFECTIVE;
            }
            return new EvaluatedAssignment(assignment, role.get().name(), effect, effectiveFrom);
        }

        private GrantEffect effectOf(RoleDefinition role, RoleAssignment assignment) {
            var mode = registry.roleAssignmentMode();
            if (!permitsPull(role, mode)) {
                var otherMode = mode == RoleAssignmentMode.ABAC ? RoleAssignmentMode.LEGACY : RoleAssignmentMode.ABAC;
                return permitsPull(role, otherMode) ? GrantEffect.OTHER_MODE_ONLY : GrantEffect.NONE;
            }
            if (assignment.condition().isEmpty()) {
                return GrantEffect.GRANTS;
            }
            return switch (RoleConditionEvaluator.evaluate(
                    assignment.condition().get(), pullAction(mode), repository)) {
                case TRUE -> GrantEffect.GRANTS;
                case FALSE -> GrantEffect.REPOSITORY_EXCLUDED;
                case UNKNOWN -> GrantEffect.CONDITION_UNCLEAR;
            };
        }
    }

    /** Returns true if a role permits pulling in a mode, regardless of conditions. */
    private static boolean permitsPull(RoleDefinition role, RoleAssignmentMode mode) {
        return switch (mode) {
            case LEGACY -> role.permitsAction(PULL_ACTION);
            case ABAC -> role.permitsDataAction(CONTENT_READ_DATA_ACTION);
        };
    }

    /** The action for which a role assignment condition is evaluated. */
    private static String pullAction(RoleAssignmentMode mode) {
        return mode == RoleAssignmentMode.ABAC ? CONTENT_READ_DATA_ACTION : PULL_ACTION;
    }

    public boolean permitsPull() {
        return !with(GrantEffect.GRANTS).isEmpty();
    }

    public List<EvaluatedAssignment> with(GrantEffect effect) {
        return grants.stream().filter(grant -> grant.effect() == effect).toList();
    }

    /** The grant that takes effect first among those that are not effective yet. */
    public Optional<EvaluatedAssignment> nextToTakeEffect() {
        return with(GrantEffect.NOT_YET_EFFECTIVE).stream()
                .min(Comparator.comparing(grant -> grant.effectiveFrom().orElse(Instant.MAX)));
    }
}
