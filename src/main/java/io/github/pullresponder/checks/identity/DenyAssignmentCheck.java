package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notVisible;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.checks.remedy.PullRoleRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.diagnosis.Verdict.Undetermined;
import io.github.pullresponder.identity.DenyAssignment;
import io.github.pullresponder.identity.DenyAssignment.DenyEffect;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullPrincipal;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.Registry;
import java.util.List;
import java.util.Optional;

/** Checks that no deny assignment blocks the pull. A deny assignment overrides every role. */
final class DenyAssignmentCheck extends AbstractCredentialCheck {

    DenyAssignmentCheck() {
        super("deny-assignment", "No deny assignment blocks the pull", Cause.DENY_ASSIGNMENT_BLOCKS_PULL);
    }

    /** Deny assignments are rare: if they were not read, a role still counts as access, and the role check says so. */
    @Override
    protected boolean leavesAccessOpen() {
        return false;
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        var puller = pull.pullerOf(identity);
        var registry = pull.registry();
        var denials = pull.denyAssignments();
        var denying = first(DenyEffect.DENIES, denials, puller, registry);
        if (denying.isPresent()) {
            return confirmed(finding(DenyEffect.DENIES, denying.get(), puller, registry));
        }
        return first(DenyEffect.MAY_DENY, denials, puller, registry)
                .<Verdict>map(deny -> unclear(deny).suspecting(finding(DenyEffect.MAY_DENY, deny, puller, registry)))
                .orElseGet(() -> ruledOut(
                        source(registry, puller),
                        "no deny assignment on %s or a higher scope denies the pull to %s",
                        registry.name(),
                        puller.name()));
    }

    /** The first deny assignment that has this effect on the pull. */
    static Optional<DenyAssignment> first(
            DenyEffect effect, List<DenyAssignment> denials, PullPrincipal puller, Registry registry) {
        return denials.stream()
                .filter(deny ->
                        deny.effectOn(puller.objectId(), registry.id(), registry.roleAssignmentMode()) == effect)
                .findFirst();
    }

    /** The members of a group and the result of a condition are not visible to Pull Responder. */
    static Undetermined unclear(DenyAssignment deny) {
        return notVisible(
                BlindSpot.DENY_ASSIGNMENT_OF_GROUP,
                "deny assignment \"%s\" on %s denies the pull to a group, or under a condition",
                deny.name(),
                deny.scope().name());
    }

    private static Finding finding(DenyEffect effect, DenyAssignment deny, PullPrincipal puller, Registry registry) {
        var isCertain = effect == DenyEffect.DENIES;
        return Finding.of(
                        Cause.DENY_ASSIGNMENT_BLOCKS_PULL,
                        "Deny assignment \"%s\" %s the pull from %s for %s"
                                .formatted(
                                        deny.name(),
                                        isCertain ? "blocks" : "may block",
                                        registry.name(),
                                        puller.name()))
                .because(
                        source(registry, puller),
                        "deny assignment \"%s\" on %s denies %s",
                        deny.name(),
                        deny.scope().name(),
                        PullRoleRemedies.neededAt(registry))
                .because(
                        source(registry, puller),
                        isCertain ? "it applies to %s" : "it has a group or a condition, and may apply to %s",
                        puller.described())
                .fix(IdentityRemedies.excludeFromDenyAssignment(deny, puller));
    }

    private static FactSource source(Registry registry, PullPrincipal puller) {
        return FactSource.armList(registry.id(), "Microsoft.Authorization/denyAssignments")
                .about(EvidenceSubject.identity(puller.name()));
    }
}
