package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.checks.remedy.PullRoleRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.DenyAssignment;
import io.github.pullresponder.identity.PullAccess;
import io.github.pullresponder.identity.PullAccess.Effect;
import io.github.pullresponder.identity.PullAccess.Grant;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullPrincipal;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountIdentity;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.text.DisplayFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the roles of a principal at the registry mean for the pull: shared by all checks that ask for the right to pull. */
final class PullRoleVerdict {
    /** How long a kubelet may present credentials it got before (1.34 and later keep them for up to an hour). */
    private static final Duration KUBELET_CACHE = Duration.ofMinutes(60);

    private PullRoleVerdict() {}

    /** Confirms {@code cause} if no role of the identity's principal permits the pull. */
    static Verdict of(Cause cause, PullingIdentity identity, PullContext pull) {
        var access = pull.accessOf(identity);
        var puller = pull.pullerOf(identity);
        var registry = pull.registry();
        if (access.permitsPull()) {
            return permitted(access, puller, pull);
        }
        var next = access.nextToTakeEffect();
        if (next.isPresent()) {
            return undetermined("%s is too young to have taken effect", told(next.get()))
                    .advising(waitFor(next.get(), puller, registry));
        }
        return unclear(access).orElseGet(() -> confirmed(missing(cause, identity, access, puller, pull)));
    }

    /** A grant that may permit the pull: its condition cannot be evaluated, or its role was not read. */
    static Optional<Verdict> unclear(PullAccess access) {
        var condition = access.with(Effect.CONDITION_UNCLEAR).stream()
                .<Verdict>map(grant -> undetermined(
                        "the condition of %s is of a form that is not evaluated here: %s",
                        told(grant), grant.assignment().condition().orElse("")))
                .findFirst();
        return condition.or(() -> access.with(Effect.ROLE_UNKNOWN).stream()
                .<Verdict>map(grant -> undetermined("what %s permits could not be read", told(grant)))
                .findFirst());
    }

    private static Verdict permitted(PullAccess access, PullPrincipal puller, PullContext pull) {
        var registry = pull.registry();
        var grants = access.with(Effect.GRANTS);
        var denials = ReadResult.asked(pull::denyAssignments);
        var denied =
                DenyAssignmentCheck.first(DenyAssignment.Effect.DENIES, denials.orElse(List.of()), puller, registry);
        if (denied.isPresent()) {
            return notApplicable(
                    "%s holds %s, but deny assignment \"%s\" overrules it",
                    puller.name(), told(grants.get(0)), denied.get().name());
        }
        var unclear =
                DenyAssignmentCheck.first(DenyAssignment.Effect.MAY_DENY, denials.orElse(List.of()), puller, registry);
        if (unclear.isPresent()) {
            return DenyAssignmentCheck.unclear(unclear.get());
        }
        var verdict = ruledOut(
                PullRoleRemedies.assignmentsAt(registry, puller),
                "%s can pull through %s%s",
                puller.name(),
                told(grants.get(0)),
                denials.isRead() ? "" : "; deny assignments were not read");
        return cachedUntil(access, pull.now())
                .<Verdict>map(until -> verdict.advising(Finding.of(
                                Cause.CREDENTIAL_CACHED_BY_KUBELET,
                                "Nodes may present credentials from before %s got its role: wait until %s"
                                        .formatted(puller.name(), DisplayFormat.time(until)))
                        .because(
                                PullRoleRemedies.assignmentsAt(registry, puller),
                                "%s was assigned less than an hour ago, and the kubelet caches credentials for up to 60 minutes",
                                told(grants.get(0)))
                        .fix(IdentityRemedies.waitUntil(DisplayFormat.time(until)))))
                .orElse(verdict);
    }

    /** Only where every grant is young: an older one would have been in the cached credentials. */
    private static Optional<Instant> cachedUntil(PullAccess access, Instant now) {
        return access.with(Effect.GRANTS).stream()
                .map(grant ->
                        grant.assignment().changedAt().orElse(Instant.EPOCH).plus(KUBELET_CACHE))
                .min(Instant::compareTo)
                .filter(now::isBefore);
    }

    private static Finding missing(
            Cause cause, PullingIdentity identity, PullAccess access, PullPrincipal puller, PullContext pull) {
        var registry = pull.registry();
        var finding = Finding.of(cause, "No role lets %s pull from %s".formatted(puller.name(), registry.name()))
                .because(
                        PullRoleRemedies.assignmentsAt(registry, puller),
                        "%s holds no role with %s at %s or above it",
                        puller.described(),
                        PullRoleRemedies.neededAt(registry),
                        registry.name());
        if (!access.grants().isEmpty()) {
            finding = finding.because(
                    PullRoleRemedies.assignmentsAt(registry, puller),
                    "the roles it holds there do not count: %s",
                    access.grants().stream().map(PullRoleVerdict::withReason).collect(Collectors.joining(", ")));
        }
        finding = finding.because(
                registry.source(),
                "%s takes role-based permissions (%s)",
                registry.name(),
                registry.roleAssignmentMode().armName());
        if (identity instanceof ServiceAccountIdentity account) {
            finding = finding.because(
                    account.source(),
                    "the nodes of %s pull with it for service account %s, and not with the kubelet identity",
                    pull.cluster().name(),
                    account.accountName());
        }
        return PullRoleRemedies.of(identity, pull).addTo(finding).fix(IdentityRemedies.WAIT_FOR_ROLE);
    }

    private static Finding waitFor(Grant grant, PullPrincipal puller, Registry registry) {
        var until = DisplayFormat.time(grant.effectiveFrom().orElseThrow());
        return Finding.of(
                        Cause.PULL_ROLE_NOT_YET_EFFECTIVE,
                        "%s may pull from %s once its new role has taken effect: wait until %s"
                                .formatted(puller.name(), registry.name(), until))
                .because(
                        PullRoleRemedies.assignmentsAt(registry, puller),
                        "%s was assigned or changed at %s",
                        told(grant),
                        grant.assignment().changedAt().map(DisplayFormat::time).orElse("an unknown time"))
                .fix(IdentityRemedies.waitUntil(until));
    }

    static String told(Grant grant) {
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
}
