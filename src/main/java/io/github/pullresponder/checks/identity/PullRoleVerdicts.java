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
import io.github.pullresponder.identity.DenyAssignment.DenyEffect;
import io.github.pullresponder.identity.PullAccess;
import io.github.pullresponder.identity.PullAccess.EvaluatedAssignment;
import io.github.pullresponder.identity.PullAccess.GrantEffect;
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

/** Builds the verdict on a principal's roles on the registry, shared by all checks of pull access. */
final class PullRoleVerdicts {
    /** Maximum age of credentials that a kubelet uses from its cache (1.34 and later store them for up to an hour). */
    private static final Duration KUBELET_CACHE = Duration.ofMinutes(60);

    private PullRoleVerdicts() {}

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
            return undetermined("%s has not taken effect yet", describe(next.get()))
                    .advising(waitFor(next.get(), puller, registry));
        }
        return unclear(access).orElseGet(() -> confirmed(missing(cause, identity, access, puller, pull)));
    }

    /** The verdict on a grant that may permit the pull: its condition cannot be evaluated, or its role was not read. */
    static Optional<Verdict> unclear(PullAccess access) {
        var condition = access.with(GrantEffect.CONDITION_UNCLEAR).stream()
                .<Verdict>map(grant -> undetermined(
                        "the condition of %s has a form that Pull Responder does not evaluate: %s",
                        describe(grant), grant.assignment().condition().orElse("")))
                .findFirst();
        return condition.or(() -> access.with(GrantEffect.ROLE_UNKNOWN).stream()
                .<Verdict>map(grant -> undetermined("the permissions of %s could not be read", describe(grant)))
                .findFirst());
    }

    private static Verdict permitted(PullAccess access, PullPrincipal puller, PullContext pull) {
        var registry = pull.registry();
        var grants = access.with(GrantEffect.GRANTS);
        var denials = ReadResult.attempt(pull::denyAssignments);
        var denied = DenyAssignmentCheck.first(DenyEffect.DENIES, denials.orElse(List.of()), puller, registry);
        if (denied.isPresent()) {
            return notApplicable(
                    "%s has %s, but deny assignment \"%s\" overrides it",
                    puller.name(), describe(grants.get(0)), denied.get().name());
        }
        var unclear = DenyAssignmentCheck.first(DenyEffect.MAY_DENY, denials.orElse(List.of()), puller, registry);
        if (unclear.isPresent()) {
            return DenyAssignmentCheck.unclear(unclear.get());
        }
        var verdict = ruledOut(
                PullRoleRemedies.assignmentsAt(registry, puller),
                "%s can pull with %s%s",
                puller.name(),
                describe(grants.get(0)),
                denials.isRead() ? "" : "; deny assignments were not read");
        return cachedUntil(access, pull.now())
                .<Verdict>map(until -> verdict.advising(Finding.of(
                                Cause.CREDENTIAL_CACHED_BY_KUBELET,
                                "Nodes may still use credentials from before the role assignment of %s: wait until %s"
                                        .formatted(puller.name(), DisplayFormat.time(until)))
                        .because(
                                PullRoleRemedies.assignmentsAt(registry, puller),
                                "%s was assigned less than an hour ago, and the kubelet caches credentials for up to 60 minutes",
                                describe(grants.get(0)))
                        .fix(IdentityRemedies.waitUntil(DisplayFormat.time(until)))))
                .orElse(verdict);
    }

    /** Only if every grant is recent: an older grant would be part of the cached credentials. */
    private static Optional<Instant> cachedUntil(PullAccess access, Instant now) {
        return access.with(GrantEffect.GRANTS).stream()
                .map(grant ->
                        grant.assignment().changedAt().orElse(Instant.EPOCH).plus(KUBELET_CACHE))
                .min(Instant::compareTo)
                .filter(now::isBefore);
    }

    private static Finding missing(
            Cause cause, PullingIdentity identity, PullAccess access, PullPrincipal puller, PullContext pull) {
        var registry = pull.registry();
        var finding = Finding.of(
                        cause,
                        "%s is missing for %s on %s"
                                .formatted(PullRoleRemedies.roleAt(registry), puller.name(), registry.name()))
                .because(
                        PullRoleRemedies.assignmentsAt(registry, puller),
                        "%s has no role with %s on %s or a higher scope",
                        puller.described(),
                        PullRoleRemedies.neededAt(registry),
                        registry.name());
        if (!access.grants().isEmpty()) {
            finding = finding.because(
                    PullRoleRemedies.assignmentsAt(registry, puller),
                    "its roles there do not grant the pull: %s",
                    access.grants().stream().map(PullRoleVerdicts::withReason).collect(Collectors.joining(", ")));
        }
        finding = finding.because(
                registry.source(),
                "the role assignment mode of %s is %s",
                registry.name(),
                registry.roleAssignmentMode().armName());
        if (identity instanceof ServiceAccountIdentity account) {
            finding = finding.because(
                    account.source(),
                    "the nodes of %s use it for service account %s instead of the kubelet identity",
                    pull.cluster().name(),
                    account.accountName());
        }
        return PullRoleRemedies.of(identity, pull).addTo(finding).fix(IdentityRemedies.WAIT_FOR_ROLE);
    }

    private static Finding waitFor(EvaluatedAssignment grant, PullPrincipal puller, Registry registry) {
        var until = DisplayFormat.time(grant.effectiveFrom().orElseThrow());
        return Finding.of(
                        Cause.PULL_ROLE_NOT_YET_EFFECTIVE,
                        "The new role assignment of %s on %s has not taken effect yet: wait until %s"
                                .formatted(puller.name(), registry.name(), until))
                .because(
                        PullRoleRemedies.assignmentsAt(registry, puller),
                        "%s was assigned or changed at %s",
                        describe(grant),
                        grant.assignment().changedAt().map(DisplayFormat::time).orElse("an unknown time"))
                .fix(IdentityRemedies.waitUntil(until));
    }

    static String describe(EvaluatedAssignment grant) {
        return "%s on %s".formatted(grant.roleName(), grant.assignment().scope().name());
    }

    private static String withReason(EvaluatedAssignment grant) {
        var reason = switch (grant.effect()) {
            case REPOSITORY_EXCLUDED -> "its condition excludes this repository";
            case OTHER_MODE_ONLY -> "it takes effect only in the registry's other role assignment mode";
            default -> "it does not permit pulling";
        };
        return "%s (%s)".formatted(describe(grant), reason);
    }
}
