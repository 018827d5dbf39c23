package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.notVisible;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.checks.remedy.PullRoleRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.DirectoryServicePrincipal;
import io.github.pullresponder.identity.PullAccess;
import io.github.pullresponder.identity.PullAccess.EvaluatedAssignment;
import io.github.pullresponder.identity.PullAccess.GrantEffect;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullPrincipal;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.FactSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks that the pull role is assigned to the pulling identity, not to another identity. Guide: 401, solution 3. */
final class PullRoleOnAnotherIdentityCheck extends AbstractCredentialCheck {
    private static final String SERVICE_PRINCIPAL = "ServicePrincipal";
    private static final Set<String> NEVER_A_CLUSTER = Set.of("User", "Group", "ForeignGroup", "Device");

    PullRoleOnAnotherIdentityCheck() {
        super(
                "pull-role-holder",
                "The pull role is assigned to the pulling identity, not to another identity",
                Cause.PULL_ROLE_ON_ANOTHER_IDENTITY);
    }

    @Override
    protected boolean judgesAccess() {
        return false;
    }

    /**
     * A principal with pull access that the cluster's identity does not have, and the fact that links it to the cluster.
     *
     * @param pullsNothing true if it is certain that nothing pulls with the principal; a name alone does not show that
     */
    private record MisassignedGrant(EvaluatedAssignment grant, boolean pullsNothing, String fact, FactSource source) {}

    @Override
    protected Verdict examine(PullingIdentity pulling, PullContext pull) {
        if (pulling instanceof ReferencedPullSecret) {
            return notApplicable("the pod pulls with %s", pulling.name());
        }
        var others = pull.accessByPrincipal();
        var access = pull.accessOf(pulling);
        var identity = pull.pullerOf(pulling);
        if (access.permitsPull() || access.nextToTakeEffect().isPresent()) {
            return ruledOut(
                    PullRoleRemedies.assignmentsAt(pull.registry(), identity),
                    "%s has the pull role itself",
                    identity.name());
        }
        var holders = withoutKubelet(holdersOfPullRoles(others, identity), pull);
        var controlPlane = onControlPlane(holders, pull);
        if (controlPlane.isPresent()) {
            return confirmed(misplaced(controlPlane.get(), pulling, pull));
        }
        if (holders.isEmpty()) {
            return ruledOut(
                    PullRoleRemedies.assignmentsAt(pull.registry(), identity),
                    "no other identity has a pull role on %s",
                    pull.registry().name());
        }
        if (pull.registryIsInAnotherTenant()) {
            return notVisible(
                    BlindSpot.DIRECTORY_OF_ANOTHER_TENANT,
                    "the principals with roles on %s belong to another tenant, whose directory is not read",
                    pull.registry().name());
        }
        var known = principalsOf(holders, pull);
        var former = onSameNamed(holders, known, pull).or(() -> onDeletedPrincipal(holders, known, pull));
        if (former.isPresent()) {
            return confirmed(misplaced(former.get(), pulling, pull));
        }
        return unidentified(holders, known)
                .<Verdict>map(grant -> undetermined(
                        "the principal with %s (object %s) is not known: Azure does not report its type",
                        PullRoleVerdicts.describe(grant), grant.assignment().principalId()))
                .orElseGet(() -> ruledOut(
                        PullRoleRemedies.assignmentsAt(pull.registry(), identity),
                        "none of the %d other principals with a pull role on %s belongs to this cluster",
                        holders.size(),
                        pull.registry().name()));
    }

    /** A holder that was not found, which proves nothing for its principal type. */
    private static Optional<EvaluatedAssignment> unidentified(
            List<EvaluatedAssignment> holders, Map<String, DirectoryServicePrincipal> known) {
        return holders.stream()
                .filter(grant -> !grant.assignment().principalType().equalsIgnoreCase(SERVICE_PRINCIPAL))
                .filter(grant -> principalOf(grant, known).isEmpty())
                .findFirst();
    }

    private static List<EvaluatedAssignment> holdersOfPullRoles(
            Map<String, PullAccess> others, PullPrincipal identity) {
        return others.values().stream()
                .flatMap(access -> access.with(GrantEffect.GRANTS).stream().limit(1))
                .filter(grant -> !grant.assignment().isHeldBy(identity.objectId()))
                .filter(grant -> !NEVER_A_CLUSTER.contains(grant.assignment().principalType()))
                .sorted(Comparator.comparing(grant -> grant.assignment().principalId()))
                .toList();
    }

    /** The kubelet identity may have the role intentionally: for images of other pods or other nodes. */
    private static List<EvaluatedAssignment> withoutKubelet(List<EvaluatedAssignment> holders, PullContext pull) {
        var kubelet = pull.cluster().kubeletIdentity();
        return holders.stream()
                .filter(grant -> kubelet.filter(identity -> grant.assignment().isHeldBy(identity.objectId()))
                        .isEmpty())
                .toList();
    }

    private static Optional<MisassignedGrant> onControlPlane(List<EvaluatedAssignment> holders, PullContext pull) {
        return holders.stream()
                .filter(grant ->
                        pull.cluster().controlPlanePrincipalIds().stream().anyMatch(grant.assignment()::isHeldBy))
                .findFirst()
                .map(grant -> new MisassignedGrant(
                        grant,
                        true,
                        "it is assigned to the control plane identity of %s (object %s), which never pulls"
                                .formatted(
                                        pull.cluster().name(),
                                        grant.assignment().principalId()),
                        pull.cluster().source()));
    }

    private static Map<String, DirectoryServicePrincipal> principalsOf(
            List<EvaluatedAssignment> holders, PullContext pull) {
        var ids =
                holders.stream().map(grant -> grant.assignment().principalId()).collect(Collectors.toSet());
        return pull.servicePrincipals(ids).stream()
                .collect(Collectors.toMap(
                        principal -> principal.objectId().toLowerCase(Locale.ROOT), Function.identity(), (a, b) -> a));
    }

    private static Optional<MisassignedGrant> onSameNamed(
            List<EvaluatedAssignment> holders, Map<String, DirectoryServicePrincipal> known, PullContext pull) {
        return holders.stream()
                .flatMap(grant -> principalOf(grant, known)
                        .filter(principal ->
                                ClusterPrincipalNameMatcher.of(pull.cluster()).matches(principal))
                        .map(principal -> new MisassignedGrant(
                                grant,
                                false,
                                "it is assigned to %s (object %s), which is named after %s, but its nodes use another identity"
                                        .formatted(
                                                principal.displayName(),
                                                principal.objectId(),
                                                pull.cluster().name()),
                                principalSource(grant)))
                        .stream())
                .findFirst();
    }

    /**
     * Only assignments on the registry itself: at a higher scope, a deleted principal proves nothing about this registry. Only those of
     * service principals: principals of other types exist, but are not found among the service principals.
     */
    private static Optional<MisassignedGrant> onDeletedPrincipal(
            List<EvaluatedAssignment> holders, Map<String, DirectoryServicePrincipal> known, PullContext pull) {
        return holders.stream()
                .filter(grant ->
                        grant.assignment().scope().equals(pull.registry().id()))
                .filter(grant -> grant.assignment().principalType().equalsIgnoreCase(SERVICE_PRINCIPAL))
                .filter(grant -> principalOf(grant, known).isEmpty())
                .findFirst()
                .map(grant -> new MisassignedGrant(
                        grant,
                        true,
                        "it is assigned to a principal that no longer exists (object %s, \"Identity not found\")"
                                .formatted(grant.assignment().principalId()),
                        principalSource(grant)));
    }

    private static FactSource principalSource(EvaluatedAssignment grant) {
        return FactSource.graph(
                "GET servicePrincipals",
                EvidenceSubject.identity("object " + grant.assignment().principalId()));
    }

    private static Optional<DirectoryServicePrincipal> principalOf(
            EvaluatedAssignment grant, Map<String, DirectoryServicePrincipal> known) {
        return Optional.ofNullable(known.get(grant.assignment().principalId().toLowerCase(Locale.ROOT)));
    }

    private static Finding misplaced(MisassignedGrant mistaken, PullingIdentity pulling, PullContext pull) {
        var identity = pull.pullerOf(pulling);
        var registry = pull.registry();
        var grant = mistaken.grant();
        var assignments = PullRoleRemedies.assignmentsAt(registry, identity);
        var finding = Finding.of(
                        Cause.PULL_ROLE_ON_ANOTHER_IDENTITY,
                        "%s on %s is assigned to the wrong identity, not to %s"
                                .formatted(grant.roleName(), registry.name(), identity.name()))
                .because(
                        assignments,
                        "%s has no role with %s on %s or a higher scope",
                        identity.described(),
                        PullRoleRemedies.neededAt(registry),
                        registry.name())
                .because(
                        assignments,
                        "%s is assigned on %s",
                        grant.roleName(),
                        grant.assignment().scope().name())
                .because(mistaken.source(), "%s", mistaken.fact());
        var fixed = PullRoleRemedies.of(pulling, pull).addTo(finding);
        return (mistaken.pullsNothing() && IdentityRemedies.isForPullingOnly(grant, registry)
                        ? fixed.fix(IdentityRemedies.deleteRoleAssignment(grant.assignment()))
                        : fixed)
                .fix(IdentityRemedies.WAIT_FOR_ROLE);
    }
}
