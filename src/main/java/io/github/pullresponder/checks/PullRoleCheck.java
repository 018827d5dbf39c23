package io.github.pullresponder.checks;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.diagnosis.ClusterIdentity;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.PullContext;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.Source;
import io.github.pullresponder.evidence.roles.PullAccess;
import io.github.pullresponder.evidence.roles.PullAccess.Effect;
import io.github.pullresponder.evidence.roles.PullAccess.Grant;
import io.github.pullresponder.pull.Symptom;
import java.util.Set;
import java.util.stream.Collectors;

/** Does a role let the cluster's identity pull? Guide: 401, solution 1. */
public final class PullRoleCheck implements Check {

    @Override
    public String id() {
        return "pull-role";
    }

    @Override
    public String question() {
        return "Does a role let the cluster's identity pull?";
    }

    @Override
    public Set<Symptom> explains() {
        return Set.of(Symptom.UNAUTHORIZED);
    }

    @Override
    public Verdict examine(PullContext pull) {
        var access = pull.clusterAccess();
        var identity = pull.clusterIdentity();
        var registry = pull.registry();
        if (registry.anonymousPullEnabled()) {
            return ruledOut("%s lets anybody pull", registry.name());
        }
        if (access.permitsPull()) {
            return ruledOut(
                    "%s can pull through %s",
                    identity.name(), told(access.with(Effect.GRANTS).get(0)));
        }
        var next = access.nextToTakeEffect();
        if (next.isPresent()) {
            return undetermined("%s is too young to have taken effect", told(next.get()))
                    .advising(waitFor(next.get(), identity, registry));
        }
        if (!access.with(Effect.CONDITION_UNCLEAR).isEmpty()) {
            return undetermined(
                    "the condition of %s is of a form that is not evaluated here: %s",
                    told(access.with(Effect.CONDITION_UNCLEAR).get(0)),
                    access.with(Effect.CONDITION_UNCLEAR)
                            .get(0)
                            .assignment()
                            .condition()
                            .orElse(""));
        }
        if (!access.with(Effect.ROLE_UNKNOWN).isEmpty()) {
            return undetermined(
                    "what %s permits could not be read",
                    told(access.with(Effect.ROLE_UNKNOWN).get(0)));
        }
        return confirmed(missing(access, identity, registry, pull));
    }

    private static Finding missing(PullAccess access, ClusterIdentity identity, Registry registry, PullContext pull) {
        var finding = Finding.of(
                        Cause.PULL_ROLE_MISSING,
                        "No role lets %s pull from %s".formatted(identity.name(), registry.name()))
                .because(
                        assignmentsAt(registry),
                        "%s holds no role with %s at %s or above it",
                        identity.described(),
                        PullRights.neededAt(registry),
                        registry.name());
        if (!access.grants().isEmpty()) {
            finding = finding.because(
                    assignmentsAt(registry),
                    "the roles it holds there do not count: %s",
                    access.grants().stream().map(PullRoleCheck::withReason).collect(Collectors.joining(", ")));
        }
        return PullRights.toGive(identity, registry, pull.cluster())
                .addTo(finding.because(
                        registry.source(),
                        "%s takes role-based permissions (%s)",
                        registry.name(),
                        registry.roleAssignmentMode().armName()))
                .fix(Remedies.WAIT_FOR_ROLE);
    }

    private static Finding waitFor(Grant grant, ClusterIdentity identity, Registry registry) {
        var until = Told.time(grant.effectiveFrom().orElseThrow());
        return Finding.of(
                        Cause.PULL_ROLE_NOT_YET_EFFECTIVE,
                        "%s may pull from %s once its new role has taken effect: wait until %s"
                                .formatted(identity.name(), registry.name(), until))
                .because(
                        assignmentsAt(registry),
                        "%s was assigned or changed at %s",
                        told(grant),
                        grant.assignment().changedAt().map(Told::time).orElse("an unknown time"))
                .fix(Remedies.waitUntil(until));
    }

    private static String told(Grant grant) {
        return "%s at %s".formatted(grant.roleName(), grant.assignment().scope().name());
    }

    private static String withReason(Grant grant) {
        var reason = switch (grant.effect()) {
            case REPOSITORY_EXCLUDED -> "its condition leaves this repository out";
            case OTHER_MODE_ONLY -> "it counts in the registry's other role assignment mode only";
            default -> "it does not permit pulling";
        };
        return "%s (%s)".formatted(told(grant), reason);
    }

    private static Source assignmentsAt(Registry registry) {
        return Source.armList(registry.id(), "Microsoft.Authorization/roleAssignments");
    }
}
